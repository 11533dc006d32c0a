"""What a trainee gets back: one page without tests and without anything active."""
