"""Where resources come from: folders of files, exports of records, and web sites."""
