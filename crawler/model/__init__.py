"""The records that flow through Presswatch: frozen, slotted, without behaviour that needs a clock or a disk."""

from crawler.model.alerts import Alert, Delivery, DeliveryState, Severity
from crawler.model.captures import Capture, RawRecord, Redirect, Verdict
from crawler.model.documents import Block, Document, Head, Link
from crawler.model.records import CaptureRecord, ChangeRecord, PageRecord, RunRecord
from crawler.model.regions import (
    Article,
    ListItem,
    LiveItem,
    LiveRegion,
    Page,
    PageKind,
    RankedList,
    RegionKey,
    RegionKind,
    RegionState,
    Version,
)

__all__ = [
    "Alert",
    "Article",
    "Block",
    "Capture",
    "CaptureRecord",
    "ChangeRecord",
    "Delivery",
    "DeliveryState",
    "Document",
    "Head",
    "Link",
    "ListItem",
    "LiveItem",
    "LiveRegion",
    "Page",
    "PageKind",
    "PageRecord",
    "RankedList",
    "RawRecord",
    "Redirect",
    "RegionKey",
    "RegionKind",
    "RegionState",
    "RunRecord",
    "Severity",
    "Verdict",
    "Version",
]
