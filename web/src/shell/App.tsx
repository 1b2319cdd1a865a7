import { QueryClientProvider } from '@tanstack/react-query'
import { App as Antd, ConfigProvider } from 'antd'
import en from 'antd/locale/en_US'
import zh from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { lazy, Suspense, useEffect } from 'react'
import { BrowserRouter, Navigate, Route, Routes, useLocation } from 'react-router'
import { queries, useMe } from '../api/queries'
import { useLanguage } from '../i18n'
import { themeOf } from '../theme/theme'
import { useDark } from '../theme/useTheme'
import { Fault, Loading, NoPages } from './PageState'
import { firstPage } from './roles'
import { Shell } from './Shell'

const SignIn = lazy(() => import('../access/SignIn'))
const DeskPage = lazy(() => import('../desk/DeskPage'))
const ContactsPage = lazy(() => import('../contacts/ContactsPage'))
const ContactPage = lazy(() => import('../contacts/ContactPage'))
const FiguresPage = lazy(() => import('../insights/FiguresPage'))
const CallPage = lazy(() => import('../call/CallPage'))

function Home() {
  const me = useMe()
  if (me.isPending) return <Loading />
  if (me.isError) return <Fault error={me.error} retry={() => void me.refetch()} />
  return <Navigate to={me.data ? firstPage(me.data.roles) : '/signin'} replace />
}

function Pages() {
  const language = useLanguage()
  const dark = useDark()
  const compact = useLocation().pathname.startsWith('/desk')
  useEffect(() => void dayjs.locale(language === 'en' ? 'en' : 'zh-cn'), [language])
  return (
    <ConfigProvider locale={language === 'en' ? en : zh} theme={themeOf(dark, compact)} button={{ autoInsertSpace: false }}>
      <Antd component={false}>
        <Suspense fallback={<Loading />}>
          <Routes>
            <Route path="/signin" element={<SignIn />} />
            <Route path="/call" element={<CallPage />} />
            <Route element={<Shell />}>
              <Route path="/desk" element={<DeskPage />} />
              <Route path="/contacts" element={<ContactsPage />} />
              <Route path="/contacts/:id" element={<ContactPage />} />
              <Route path="/figures" element={<FiguresPage />} />
              <Route path="/none" element={<NoPages />} />
            </Route>
            <Route path="*" element={<Home />} />
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
