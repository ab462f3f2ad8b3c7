import { createRouter, createWebHistory } from 'vue-router'

export const router = createRouter({
  history: createWebHistory(),
  scrollBehavior(to, from, saved) {
    if (saved) return saved
    return to.path === from.path ? undefined : { top: 0 }
  },
  routes: [
    { path: '/', redirect: (to) => ({ path: '/summary', query: to.query }) },
    { path: '/sign-in', component: () => import('./session/SignInPage.vue'), meta: { title: '登录', bare: true } },
    { path: '/account', component: () => import('./session/AccountPage.vue'), meta: { title: '我的账号' } },
    { path: '/accounts', component: () => import('./session/AccountsPage.vue'), meta: { title: '账号' } },
    { path: '/audit', component: () => import('./audit/AuditPage.vue'), meta: { title: '审计' } },
    { path: '/access', component: () => import('./audit/AccessPage.vue'), meta: { title: '谁能做什么' } },
    { path: '/first-run', component: () => import('./first-run/FirstRunPage.vue'), meta: { title: '建起乡镇' } },
    { path: '/summary', component: () => import('./summary/SummaryPage.vue'), meta: { title: '年度总结' } },
    { path: '/figures', component: () => import('./figures/FiguresPage.vue'), meta: { title: '指标' } },
    { path: '/leads', component: () => import('./leads/LeadsPage.vue'), meta: { title: '预警线索' } },
    { path: '/leads/:id', component: () => import('./leads/LeadPage.vue'), props: true, meta: { title: '一条线索' } },
    { path: '/findings', component: () => import('./leads/FindingsPage.vue'), meta: { title: '数据疑点' } },
    { path: '/rules', component: () => import('./rules/RulesPage.vue'), meta: { title: '预警和数据质量' } },
    { path: '/ledgers', component: () => import('./ledgers/LedgersPage.vue'), meta: { title: '台账' } },
    {
      path: '/ledgers/:id',
      component: () => import('./ledgers/LedgerPage.vue'),
      props: true,
      meta: { title: '台账' },
    },
    {
      path: '/ledgers/:id/new',
      component: () => import('./ledgers/NewRowPage.vue'),
      props: true,
      meta: { title: '新增' },
    },
    {
      path: '/ledgers/:id/grid',
      component: () => import('./ledgers/GridPage.vue'),
      props: true,
      meta: { title: '多行录入' },
    },
    {
      path: '/ledgers/:id/import',
      component: () => import('./ledgers/ImportPage.vue'),
      props: true,
      meta: { title: '导入' },
    },
    {
      path: '/figures/:id/rows',
      component: () => import('./rows/RowsPage.vue'),
      props: true,
      meta: { title: '明细' },
    },
    { path: '/rows/:id', component: () => import('./rows/RowPage.vue'), props: true, meta: { title: '一行记录' } },
    {
      path: '/subjects/:ledger/:id',
      component: () => import('./rows/SubjectPage.vue'),
      props: true,
      meta: { title: '户与人' },
    },
    { path: '/issued', component: () => import('./report/IssuedPage.vue'), meta: { title: '报告' } },
    { path: '/proofread', component: () => import('./proofread/ProofreadPage.vue'), meta: { title: '核数' } },
    {
      path: '/issued/:id',
      component: () => import('./report/IssuedReportPage.vue'),
      props: true,
      meta: { title: '报告' },
    },
    { path: '/:rest(.*)*', component: () => import('./NowherePage.vue'), meta: { title: '没有这一页' } },
  ],
})

router.afterEach((to) => {
  document.title = `${String(to.meta.title ?? '')} · 守望`
})
