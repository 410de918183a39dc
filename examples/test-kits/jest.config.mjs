// Plain JavaScript modules, so that nothing is compiled.
export default { testMatch: ['**/*.spec.mjs'], transform: {} }
