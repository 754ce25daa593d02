"""Looks for what could tell who somebody is, in text. `scan` is pure: no database, no network."""

from privacy.findings import Code, Finding, Kind, Severity, as_codes, blocking, holds, rewrite
from privacy.scanner import scan, scan_file_name

__all__ = ["Code", "Finding", "Kind", "Severity", "as_codes", "blocking", "holds", "rewrite", "scan", "scan_file_name"]
