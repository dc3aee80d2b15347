"""`python -m crawler` is `presswatch`."""

from crawler.cli import main

main()
