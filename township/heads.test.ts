import { expect, test } from 'vitest'
import { chosenFor, membershipsIn } from '#capture/choose.ts'
import { fieldsMeant } from '#capture/header.ts'
import { gather } from '#define/catalog.ts'
import type { Refusal } from '#problem.ts'
import { township } from './index.ts'

const catalog = gather(township)

/**
 * Head rows in the way county and township files write them, each head with the field that it means; `-`: the ledger has no such field, so
 * the column must stay unread and be named. They were written down before the names that the ledgers know were looked at.
 */
const sheets: readonly (readonly [ledger: string, heads: string])[] = [
  [
    'household',
    '县(区)=- 乡镇=- 行政村=area 村民小组=area 户编号=number 户主姓名=head_name 户主证件号码=- 家庭人口数=- 户属性=- 联系电话=phone 家庭住址=address 建档时间=registered_on 户口性质=residence 备注=-',
  ],
  [
    'person',
    '姓名=name 性别=sex 公民身份号码=id_number 出生年月=born_on 民族=ethnicity 文化程度=education 政治面貌=politics 健康状况=health 劳动能力=labour 在校生情况=schooling 手机号码=phone 是否在世=- 备注=-',
  ],
  [
    'membership',
    '村名=- 户号=household 户主=household 姓名=person 证件号码=person 与户主关系=relation 入户时间=since 增加原因=joined_by 减少时间=until 减少原因=left_by',
  ],
  [
    'monitoring',
    '行政村=- 组别=- 户编号=household 户主姓名=household 户主身份证号=household 家庭人口=- 监测对象类别=category 识别时间=identified_on 主要致贫返贫风险=main_risk 其他风险=other_risk 风险是否消除=- 风险消除时间=cleared_on 风险消除方式=cleared_by 联系电话=-',
  ],
  [
    'clue',
    '乡镇=- 村=- 组=- 户主姓名=household 身份证号=household 联系电话=- 线索来源=channel 发现时间=received_on 风险类型=- 风险描述=matter 核实时间=verified_on 核实人=verified_by 核实结果=outcome 备注=note',
  ],
  [
    'grid_worker',
    '行政村=- 网格名称=grid 网格编号=grid 姓名=person 性别=- 身份证号码=person 联系电话=phone 政治面貌=- 聘用时间=since 解聘时间=until 备注=-',
  ],
  [
    'medical_cover',
    '村组=- 姓名=person 性别=- 身份证号=person 人员类别=- 参保年度=- 参保类型=kind 缴费金额(元)=contribution 资助金额(元)=subsidy 缴费时间=enrolled_on 参保地=- 备注=-',
  ],
  [
    'medical_expense',
    '姓名=person 身份证号=person 所在村=- 就诊医院=hospital 入院时间=admitted_on 出院时间=- 诊断=- 总费用(元)=total 基本医保报销(元)=basic_paid 大病保险报销(元)=serious_paid 医疗救助(元)=aid_paid 个人自付(元)=own_paid 结算时间=settled_on',
  ],
  [
    'family_doctor',
    '行政村=- 户主=- 姓名=person 身份证号=person 签约医生=doctor 签约医疗机构=clinic 签约时间=signed_on 签约年度=- 慢性病种=- 服务次数=- 联系电话=-',
  ],
  [
    'education_aid',
    '学生姓名=person 学生身份证号=person 性别=- 家长姓名=- 就读学校=school 年级=- 学段=stage 资助项目=item 资助学期=term 资助金额(元)=amount 发放时间=paid_on 银行卡号=-',
  ],
  [
    'student_loan',
    '学生姓名=person 身份证号码=person 家庭住址=- 高校名称=school 专业=- 学制=- 贷款年度=- 贷款金额（元）=amount 合同编号=- 贷款银行=bank 联系电话=-',
  ],
  [
    'insurance_claim',
    '村别=- 户主姓名=- 身份证号=person 出险时间=- 出险原因=cause 理赔类型=item 理赔金额（元）=amount 赔付时间=paid_on 保单号=policy 备注=-',
  ],
  [
    'housing_safety',
    '村名=- 组名=- 户主姓名=household 身份证号=household 户编号=household 房屋结构=structure 建成年份=- 建筑面积(㎡)=floor_area 鉴定等级=grade 鉴定时间=appraised_on 鉴定单位=appraiser 是否唯一住房=- 改造方式=action 改造时间=finished_on',
  ],
  [
    'household_water',
    '行政村=- 户编号=household 户主姓名=household 供水方式=mode 供水工程名称=project 水质是否达标=quality 水量是否达标=quantity 取水时间=- 保证率=guarantee 评价结论=- 检查时间=-',
  ],
  [
    'cadre',
    '姓名=name 性别=sex 身份证号=- 工作单位=unit 职务=position 政治面貌=politics 联系电话=phone 帮扶村=- 备注=-',
  ],
  [
    'pairing',
    '村=- 组=- 户编号=household 户主姓名=household 帮扶责任人=cadre 帮扶人单位=- 帮扶人电话=- 结对时间=since 结束时间=until 备注=-',
  ],
  [
    'visit',
    '行政村=- 户编号=household 户主姓名=household 走访时间=visited_on 走访人=cadre 走访方式=way 走访内容=- 发现问题=needs 解决情况=handling',
  ],
  [
    'team_member',
    '派驻村=- 姓名=cadre 性别=- 出生年月=- 政治面貌=- 身份证号=- 派出单位=- 职务=- 驻村职务=role 驻村开始时间=since 驻村结束时间=until 联系电话=-',
  ],
  [
    'microloan',
    '行政村=- 户主姓名=household 户编号=household 借款人姓名=borrower 借款人身份证号=borrower 贷款银行=bank 贷款合同编号=contract 贷款金额（万元）=amount 年利率（%）=rate 放款时间=lent_on 到期时间=due_on 贷款用途=purpose 是否贴息=subsidised 是否续贷=- 联系电话=-',
  ],
  [
    'microloan_repayment',
    '借款人=- 合同号=loan 还款时间=paid_on 还款金额（元）=principal 利息=interest 还款方式=paid_by 凭证号=receipt 备注=note',
  ],
  [
    'labour_register',
    '村=- 组=- 姓名=person 性别=- 身份证号码=person 文化程度=- 劳动能力=- 就业意愿=intention 就业状态=- 技能特长=skill 登记时间=registered_on 联系电话=-',
  ],
  [
    'public_post',
    '行政村=area 岗位名称=- 岗位类别=kind 岗位数量=- 岗位补贴标准(元/月)=monthly 设岗时间=set_up_on 资金来源=paid_from 岗位职责=duty 管理单位=-',
  ],
  [
    'post_holder',
    '行政村=- 姓名=person 性别=- 身份证号=person 岗位名称=- 上岗时间=began_on 离岗时间=ended_on 补贴标准（元/月）=- 银行卡号=bank_card 联系电话=- 备注=-',
  ],
  [
    'skill_training',
    '培训班名称=title 培训工种=subject 培训机构=organiser 培训地点=place 开班时间=held_on 结业时间=finished_on 培训人数=- 补贴标准=- 补贴金额=-',
  ],
  [
    'skill_attendance',
    '姓名=person 性别=- 身份证号=person 培训班名称=training 证书编号=certificate 是否合格=passed 补贴金额（元）=- 联系电话=-',
  ],
  [
    'employment_subsidy',
    '村名=- 姓名=person 身份证号码=person 务工省份=- 务工市=- 务工县=county 务工单位=- 务工起始时间=- 务工月数=months 奖补类型=- 奖补标准=- 奖补金额（元）=amount 一卡通账号=bank_card 申报时间=applied_on 发放时间=paid_on',
  ],
  [
    'work_spell',
    '村=- 姓名=person 身份证号=person 联系电话=- 务工地点=county 务工企业=employer 从事工种=- 外出时间=began_on 返乡时间=ended_on 月收入（元）=monthly_income 就业渠道=channel',
  ],
  [
    'relocation_household',
    '原住址=- 户主姓名=household 身份证号=household 户编号=household 搬迁人口=- 安置方式=- 安置点名称=site 入住时间=moved_in_on 旧房拆除时间=- 住房面积（平方米）=house_area',
  ],
  [
    'dibao',
    '乡镇=- 村=- 组=- 户主姓名=household 身份证号码=household 保障人口=- 保障类别=kind 享受时间=granted_on 停保时间=stopped_on 月保障金额（元）=monthly 致贫原因=cause 开户银行=- 银行账号=-',
  ],
  ['dibao_member', '户主姓名=- 姓名=person 身份证号=person 与户主关系=- 保障类别=- 月补差（元）=- 享受起始时间=since'],
  [
    'elderly_subsidy',
    '行政村=- 老人姓名=person 身份证号=person 年龄=- 补贴类别=- 补贴标准（元/月）=monthly 发放月份=- 发放金额（元）=- 银行卡号=-',
  ],
  [
    'extreme_poverty',
    '村=- 姓名=person 身份证号=person 供养方式=care 自理能力=self_care 供养标准（元/月）=monthly 护理标准=- 监护人=carer 供养机构=institution 纳入时间=since 终止时间=until',
  ],
  [
    'project',
    '项目编号=code 项目名称=name 项目类型=kind 建设性质=- 实施地点=area 建设内容及规模=- 项目预算总投资（万元）=planned 财政资金（万元）=- 责任单位=- 开工时间=started_on 完工时间=completed_on 受益户数=- 受益人数=- 绩效目标=- 年度=-',
  ],
  [
    'fund_payment',
    '项目名称=project 支付日期=paid_on 支付金额（元）=amount 收款单位=payee 凭证号=voucher 资金来源=source 支付进度=stage 备注=note',
  ],
  [
    'asset',
    '资产名称=name 资产编号=code 资产类别=category 所属项目=project 坐落地点=area 资产原值（元）=value 形成时间=- 所有权人=owner 使用权人=- 管护责任人=keeper 资产状态=use 净值=-',
  ],
  [
    'toilet_renovation',
    '村=- 组=- 户主姓名=household 身份证号=household 改厕类型=kind 改厕年度=- 开工时间=started_on 完工时间=completed_on 验收时间=accepted_on 奖补金额（元）=subsidy 联系电话=-',
  ],
  [
    'donation',
    '捐赠单位=donor 捐赠时间=received_on 捐赠方式=form 捐赠金额（元）=amount 物资名称=goods 受益村=area 用途=purpose 经办人=-',
  ],
  ['warden', '姓名=name 职务=post 类别=kind 责任河段=section 任职时间=since 联系电话=phone 级别=level'],
  [
    'enterprise_entity',
    '主体名称=name 统一社会信用代码=code 主体类型=kind 法定代表人=head 联系电话=phone 注册地址=- 注册资本（万元）=- 成立时间=founded_on 主营产业=business 带动户数=-',
  ],
  ['collective_income', '村名=- 收入类别=kind 收入来源=- 收入金额（万元）=amount 收款时间=received_on 年度=- 备注=-'],
  [
    'credit_loan',
    '借款人=borrower 身份证号=borrower 贷款金额（万元）=amount 贷款日期=lent_on 到期日期=due_on 贷款用途=use 经办银行=bank 利率=rate',
  ],
  [
    'points_entry',
    '村=- 户主=household 姓名=- 身份证号=household 积分项目=category 积分分值=points 积分时间=entered_on 积分事由=matter 审核人=confirmed_by',
  ],
  [
    'cleanup',
    '行政村=area 活动时间=held_on 参加人数=participants 清理垃圾（吨）=waste 清理沟渠（米）=- 投入资金（元）=- 整治内容=theme',
  ],
  [
    'facility',
    '村名=area 设施名称=name 设施类型=kind 建设地点=- 建成时间=opened_on 建筑面积=- 管护人=keeper 联系电话=-',
  ],
  [
    'issue',
    '问题编号=number 问题来源=source 问题描述=title 反馈时间=found_on 责任单位=unit 责任人=responsible 整改时限=due_on 整改措施=- 整改状态=- 完成时间=closed_on',
  ],
  [
    'job_fair',
    '招聘会名称=title 举办时间=held_on 举办地点=place 参加企业数=enterprises 提供岗位数=openings 参会人数=visitors 达成意向人数=agreed',
  ],
  [
    'silkworm_batch',
    '村=- 组=- 户主姓名=household 身份证号=household 养蚕季别=season 养蚕张数=boxes 产茧量（公斤）=cocoon 销售收入（元）=income 时间=sold_on',
  ],
  [
    'village_task_admission',
    '事项名称=name 申请单位=asked_by 申请时间=applied_on 审批时间=decided_on 准入期限=ends_on 审批结果=decision',
  ],
]

/** Named by another thing than the field holds (a policy's number names none yet), or written in another way: yes or no for a degree. */
const left = [
  'person 出生年月 → born_on',
  'insurance_claim 保单号 → policy',
  'household_water 水质是否达标 → quality',
  'household_water 水量是否达标 → quantity',
  'fund_payment 支付进度 → stage',
]

test('the heads that offices write are found, or named as unread; none is taken for another', () => {
  const memberships = membershipsIn(catalog.ledgers)
  const missed: string[] = []
  const wrong: string[] = []
  for (const [id, row] of sheets) {
    const heads = row.split(' ').map((each) => each.split('=') as [string, string])
    const meant = fieldsMeant(catalog.ledgers.get(id)!, ['序号', ...heads.map(([head]) => head)], memberships).slice(1)
    heads.forEach(([head, field], i) => {
      if (meant[i] === (field === '-' ? undefined : field)) return
      if (meant[i] === undefined) missed.push(`${id} ${head} → ${field}`)
      else wrong.push(`${id} ${head}: ${meant[i]}, not ${field}`)
    })
  }
  expect({ missed, wrong }).toEqual({ missed: left, wrong: [] })
})

test('a column that says who is what to the head makes a roster of the table, with the number of the household or for want of it', () => {
  const seen = (heads: string) => {
    try {
      const chosen = chosenFor(catalog, { kind: 'csv', sheets: [{ name: '', rows: [heads.split(' ')] }] })
      return 'roster' in chosen ? chosen.roster.sheet.title : chosen.ledger.id
    } catch (error) {
      return (error as Refusal).problems[0].code
    }
  }
  expect(seen('户编号 姓名 身份证号 与户主关系 村 组')).toBe('农户、人员、家庭成员')
  expect(seen('户编号 姓名 身份证号 与户主关系')).toBe('人员、家庭成员')
  expect(seen('户主身份证号 姓名 身份证号 与户主关系')).toBe('人员、家庭成员')
  expect(seen('序号 姓名 身份证号 与户主关系 村 组')).toBe('import.roster')
  expect(seen('户主姓名 姓名 身份证号 与户主关系')).toBe('import.roster')
  expect(seen('序号 姓名 身份证号 性别 民族')).toBe('person')
})
