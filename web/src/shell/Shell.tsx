import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate, NavLink, Outlet, useLocation, useNavigate } from 'react-router'
import { leave } from '../access/leaving'
import { call } from '../api/http'
import { queries, useCentre, useMe } from '../api/queries'
import { useLanguage, words } from '../i18n'
import { LanguageSwitch } from './LanguageSwitch'
import { Fault, Loading } from './PageState'
import { PresenceLink } from './PresenceLink'
import { pagesOf } from './roles'
import { ThemeSwitch } from './ThemeSwitch'

/** The frame of every page for staff: the bank, where one can go, language, light, and who one is. */
export function Shell() {
  const { t } = useTranslation()
  const language = useLanguage()
  const centre = useCentre()
  const me = useMe()
  const navigate = useNavigate()
  const location = useLocation()
  const bank = words(centre.data?.bankName, language)
  const page = location.pathname.split('/')[1] ?? ''

  useEffect(() => {
    const name = page === 'desk' || page === 'contacts' || page === 'figures' ? t(`nav.${page}`) : ''
    document.title = [name, bank].filter(Boolean).join(' · ') || 'TellerLine'
  }, [page, bank, t])

  if (me.isPending || centre.isPending) return <Loading />
  if (me.isError) return <Fault error={me.error} retry={() => void me.refetch()} />
  if (centre.isError) return <Fault error={centre.error} retry={() => void centre.refetch()} />
  if (!me.data) return <Navigate to={`/signin?to=${encodeURIComponent(location.pathname + location.search)}`} replace />

  const signOut = async () => {
    if (!(await leave())) return navigate('/desk')
    await call('DELETE', '/api/session').catch(() => undefined)
    queries.clear()
    navigate('/signin')
  }

  return (
    <div className="frame">
      <a className="skip" href="#content">{t('nav.skip')}</a>
      <header className="top">
        <div className="brand">
          <img src="/mark.svg" alt="" />
          <span>{bank}</span>
        </div>
        <nav aria-label={t('nav.label')}>
          {pagesOf(me.data.roles).map((name) => (
            <NavLink key={name} to={`/${name}`} data-testid={`nav-${name}`}>{t(`nav.${name}`)}</NavLink>
          ))}
        </nav>
        <div className="tools">
          {page !== 'desk' && <PresenceLink />}
          <LanguageSwitch />
          <ThemeSwitch />
          <span className="num" title={me.data.org}>{me.data.number} {words(me.data.name, language)}</span>
          <button type="button" onClick={() => void signOut()} data-testid="signout">{t('nav.leave')}</button>
        </div>
      </header>
      <main id="content" className="content" tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  )
}
