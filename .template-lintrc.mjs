export default {
  extends: 'recommended',
  overrides: [
    {
      // What users read stands in app/translations/.
      files: ['app/**/*.gts'],
      rules: {
        'no-bare-strings': {
          // Signs, which are the same in every language.
          allowlist: [':', '·', '/'],
          globalAttributes: [
            'title',
            'aria-label',
            'aria-placeholder',
            'aria-roledescription',
            'aria-valuetext',
            'alt',
            'placeholder',
            '@label',
            '@hint',
            '@title',
          ],
          elementAttributes: { img: ['alt'], input: ['placeholder'] },
        },
      },
    },
  ],
};
