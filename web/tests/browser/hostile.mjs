// Text that would do harm if it were read as HTML.

export const HOSTILE = '</script><script>window.harmed=1</script><img src=x onerror="window.harmed=1">\u202e"\'&lt;';
