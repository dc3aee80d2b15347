"""The paper as a site for `DemoServer`: set `sweep`, and every later request is answered as of then."""

from __future__ import annotations

import random
import zlib

from crawler.demo.web import Request, Response
from gazette import wild
from gazette.pages import BLOG, Printer, feed, sitemap
from gazette.script import Sweep
from gazette.world import SECTIONS, Piece

_OLD = 50 * 60  # seconds since a cache got its copy
_HTML = "text/html; charset=utf-8"


class Gazette:
    """`asked`: by sweep, the paths that were asked for."""

    def __init__(self, sweep: Sweep) -> None:
        self.sweep = sweep
        self.asked: dict[int, set[str]] = {}

    def respond(self, request: Request) -> Response:
        base = f"http://{request.host}"
        world = self.sweep.world
        path = request.path
        self.asked.setdefault(self.sweep.number, set()).add(path)
        printer = Printer(world, base, random.Random(f"{request.seed} {self.sweep.number}"))
        if path == "/robots.txt":
            return Response(200, f"User-agent: *\nDisallow: /click\nSitemap: {base}/map.xml\n".encode(), "text/plain")
        if wide := world.faults.get("*"):
            return self._fault(wide, printer, path)
        if path == "/feed.rss":
            return Response(200, feed(world, base, printer.label).encode(), "application/rss+xml")
        if path == "/map.xml":
            return Response(200, sitemap(world, base, ["/", BLOG]).encode(), "application/xml")
        if path == "/":
            return _page(printer.front())
        if path == BLOG:
            return _page(printer.blog())
        for name in SECTIONS:
            if path == f"/{name}/":
                return _page(printer.section(name))
        if path.startswith("/amp/"):
            found = (piece for piece in world.pieces.values() if f"/amp{piece.path}" == path)
            piece = next(found, None)
            if piece is not None and not world.faults.get(piece.id) and piece.id not in world.gone:
                return _page(wild.amp(world.stale.get(piece.id, piece), world, base))
        return self._article(request, printer)

    def _article(self, request: Request, printer: Printer) -> Response:
        world, path = self.sweep.world, request.path
        if path in world.moved:
            to = world.pieces[world.moved[path]].path
            return Response(301, b"", _HTML, {"Location": to})
        piece = next((piece for piece in world.pieces.values() if piece.path == path), None)
        if piece is None:
            return Response(404, printer.notice(path).encode(), _HTML)
        if how := world.gone.get(piece.id):
            return Response(200 if how == "soft" else int(how), printer.notice(path).encode(), _HTML)
        fault = world.faults.get(piece.id, "")
        if fault in wild.INSTEAD:
            return _page(wild.instead(fault, piece, world))
        if fault and fault != "paywall":
            return self._fault(fault, printer, path)
        if (old := world.stale.get(piece.id)) is not None:
            return Response(200, printer.article(old).encode(), _HTML, {"Age": str(_OLD)})
        return self._good(request, printer, piece, fault)

    def _good(self, request: Request, printer: Printer, piece: Piece, fault: str) -> Response:
        world = self.sweep.world
        headers = {}
        if piece.id % 2 and not fault:  # pages of odd numbers are validated, by their own words
            mark = repr((piece, world.skin, piece.id in world.dressed)).encode()
            headers["ETag"] = f'"{zlib.crc32(mark):08x}"'
            if request.headers.get("if-none-match") == headers["ETag"]:
                return Response(304, b"", _HTML, headers)
        return Response(200, printer.article(piece, cut=fault == "paywall").encode(), _HTML, headers)

    def _fault(self, fault: str, printer: Printer, path: str) -> Response:
        match fault:
            case "503":
                return Response(503, b"<h1>Service Unavailable</h1>", _HTML)
            case "soft":
                return _page(printer.notice(path))
            case _:
                return _page(printer.wall(fault))


def _page(text: str) -> Response:
    return Response(200, text.encode(), _HTML)
