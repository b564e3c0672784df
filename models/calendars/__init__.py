"""Service time: when a clock runs, by working hours, weekends, holidays and moved days."""
