"""What runs without a screen: intake, consume, clock, rebuild, replay, the command line."""
