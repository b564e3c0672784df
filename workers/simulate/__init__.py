"""An invented portfolio that lives: sites, people, troubles and staff, told from a seed."""
