"""Outbox: sends what the archive owes, at least once, when its time has come, and keeps account of it."""

from crawler.outbox.batches import Batch, Plan, batch_name, plan
from crawler.outbox.delivering import Limits, deliver
from crawler.outbox.reports import ChannelReport, DeliveryReport
from crawler.outbox.retries import Retries

__all__ = [
    "Batch",
    "ChannelReport",
    "DeliveryReport",
    "Limits",
    "Plan",
    "Retries",
    "batch_name",
    "deliver",
    "plan",
]
