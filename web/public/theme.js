// Before the first paint: a dark page must not flash white. A file of its own, for the policy allows no script in the page.
;(() => {
  const chosen = localStorage.getItem('tellerline.theme')
  const dark = chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
  document.documentElement.style.background = dark ? '#14171b' : '#f2f4f7'
})()
