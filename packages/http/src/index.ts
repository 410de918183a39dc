// The public surface of @x/http; every export is listed by hand.
export {}
