// The public surface of @x/retry; every export is listed by hand.
export {}
