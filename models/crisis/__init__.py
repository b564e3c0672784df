"""Crisis evidence: one file per rule, each with one entry in the policy."""
