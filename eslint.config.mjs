// Holds the dashboard's scripts to the limits that CONTRIBUTING.md sets for Python too. In CI only; nothing of it is served.
import globals from "globals";

export default [
  {
    files: ["dashboard/static/**/*.js"],
    languageOptions: {
      ecmaVersion: 2023,
      sourceType: "script",
      globals: { ...globals.browser, Moodline: "readonly", Plotly: "readonly" },
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      complexity: ["error", 10],
      eqeqeq: "error",
      "max-lines": ["error", 150],
      "max-lines-per-function": ["error", 60], // but for the function around a whole script, which max-lines holds
      "no-implicit-globals": "error",
      "no-undef": "error",
      "no-unused-vars": "error",
      "no-var": "error",
      "prefer-const": "error",
      strict: ["error", "global"],
    },
  },
];
