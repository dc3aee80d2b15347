"""Live regions (tickers, live blogs): read, compare, describe."""
