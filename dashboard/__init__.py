"""What people see: the wall, the desk and the weekly report."""
