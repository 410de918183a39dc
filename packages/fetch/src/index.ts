// The public surface of @x/fetch; every export is listed by hand.
export {}
