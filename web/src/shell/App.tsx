import { QueryClientProvider } from '@tanstack/react-query'
import { App as Antd, ConfigProvider } from 'antd'
import en from 'antd/locale/en_US'
import zh from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { Suspense, useEffect } from 'react'
import { BrowserRouter, Navigate, Route, Routes, useLocation } from 'react-router'
import { queries, useMe } from '../api/queries'
import { capabilities } from '../capabilities'
import { useLanguage } from '../i18n'
import { themeOf } from '../theme/theme'
import { useDark } from '../theme/useTheme'
import type { Page } from './capability'
import { firstPage, may } from './navigation'
import { Fault, Forbidden, Loading, NoPages, NotFound } from './PageState'
import { Shell } from './Shell'

const pages = capabilities.flatMap((capability) => capability.pages)

function Home() {
  const me = useMe()
  if (me.isPending) return <Loading />
  if (me.isError) return <Fault error={me.error} retry={() => void me.refetch()} />
  return <Navigate to={me.data ? firstPage(capabilities, me.data) : '/signin'} replace />
}

/** A page that the server would refuse says so before it asks. */
function Permitted({ page }: { page: Page }) {
  const me = useMe()
  return !page.permission || may(me.data, page.permission) ? <page.Component /> : <Forbidden />
}

function Pages() {
  const language = useLanguage()
  const dark = useDark()
  const compact = useLocation().pathname.startsWith('/desk')
  useEffect(() => void dayjs.locale(language === 'en' ? 'en' : 'zh-cn'), [language])
  return (
    <ConfigProvider
      locale={language === 'en' ? en : zh}
      theme={themeOf(dark, compact)}
      button={{ autoInsertSpace: false }}
    >
      <Antd component={false}>
        <Suspense fallback={<Loading />}>
          <Routes>
            <Route path="/" element={<Home />} />
            {pages
              .filter((page) => !page.permission)
              .map((page) => (
                <Route key={page.path} path={page.path} element={<page.Component />} />
              ))}
            <Route element={<Shell />}>
              {pages
                .filter((page) => page.permission)
                .map((page) => (
                  <Route key={page.path} path={page.path} element={<Permitted page={page} />} />
                ))}
              <Route path="/none" element={<NoPages />} />
              <Route path="*" element={<NotFound />} />
            </Route>
          </Routes>
        </Suspense>
      </Antd>
    </ConfigProvider>
  )
}

export const App = () => (
  <QueryClientProvider client={queries}>
    <BrowserRouter>
      <Pages />
    </BrowserRouter>
  </QueryClientProvider>
)
