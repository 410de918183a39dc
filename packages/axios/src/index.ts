// The public surface of @x/axios; every export is listed by hand.
export {}
