"""The bundled demo site: a fictional paper, the script by which it evolves, and the truth about it.

`site.state_at(t)` is the model, `server.DemoServer` serves it, `script` says what happens and when, and
`truth` works out from the script alone which alerts a crawl must raise. Nothing here knows how Presswatch
reads pages.
"""
