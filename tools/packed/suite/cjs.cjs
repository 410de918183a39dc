// The packed packages through `require`.
void import('./suite.mjs').then(({ run }) => run(async (name) => require(name)))
