"""The history of the catalog's tables. A new revision is a file in `versions/`; HEAD names the newest one."""

HEAD = "0005"
