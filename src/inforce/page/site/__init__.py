"""The offline site: self-contained HTML files that ask nothing of any other place and keep nothing."""
