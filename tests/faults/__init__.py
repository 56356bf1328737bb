"""What people who write to Signpost get while something of it breaks: `make faults` writes docs/faults.md."""
