/**
 * What published papers taught: how bulletins, budgets, party and court statistics really write. Each sentence is invented
 * and has the mechanism of a false alarm, of a miss, or of both.
 */
import { describe, expect, it } from 'vitest'
import { proofread } from './proofread.ts'

const told = (text: string) =>
  proofread(text, { year: 2024 })
    .findings.filter((f) => f.severity !== 'note')
    .map((f) => `${f.severity} ${f.kind}: ${f.message}`)

describe('nothing is said of what is right', () => {
  it.each([
    ['a share is never of a sibling', '女党员2460名，占党员总数的31%；大专以上党员4120名，占党员总数的52%。'],
    [
      'a share without a name is of the total above',
      '全市党员总数为12000名。女党员3600名，占党员总数的30%。少数民族党员840名，占7%。',
    ],
    [
      'ages are all of the whole population',
      '2023年末全县常住人口中，0—14岁人口为9万人，占常住人口的18%；15—64岁人口为34万人，占常住人口的68%。',
    ],
    ['shares of what was added', '新发展党员260人。发展女党员117人，占45%。发展大专以上党员143人，占55%。'],
    ['two rates of things that are not printed', '全县860个断面中，优良断面比例为82%。全省21个县，优良天数比例为87%。'],
    ['a refund is of no count', '建成6个省级、11个市级专科，住院报销比例达75%。'],
    ['an area is a share of another', '喷灌面积85万亩，高标准农田面积260万亩，占耕地面积的近45%。'],
    ['a share of output is no share of what grew', '科技经费从60亿元增加到140亿元，占生产总值比重从1.9%提高到2.8%。'],
    ['a plan is told before', '计划栽种脐橙30万亩；已栽脐橙24万亩，占应完成数的82%。'],
    [
      'a task is not the sum',
      '新增授信7.4亿元，完成全年任务的93%；其中：支持个体户4.6亿元，完成全年任务的104%；支持企业2.8亿元，完成全年任务的79%。',
    ],
    [
      'a base may be the sum of three',
      '一产投资4亿元，二产投资9亿元，三产投资187亿元。其中房地产投资90亿元，占全区投资比重45%。',
    ],
    ['a rate of arrests', '普通案件受理80人，经济案件受理6人。经审查，共逮捕45人，不捕30人，不捕率为40%。'],
    [
      'a list stops where its subject stops',
      '今年油茶籽产量9.6万吨，增长4%，其中：茶油产量2.4万吨，增长5%；水果总产量41.2万吨。',
    ],
    ['other works stand behind a list', '改造林带6万亩，其中新建2.5万亩，育苗4200亩，低效林改造9000亩，防虫5.2万亩。'],
    ['another verb ends a list', '新增造林126万亩、其中南山绿化38万亩，修复草场430万亩，治理沙地19万亩。'],
    ['cases of another kind', '审结案件640件，结案率82%。其中：受理民事案件710件，审结520件。'],
    ['what is left for next year', '一般户140户560人，低保户5户13人。明年计划搬迁余下的40户110人。'],
    [
      'a division of what stands two sentences back',
      '非税收入8亿元，增长6%。从主要税种看，增值税12亿元、土地税7亿元、城建税2亿元。',
    ],
    [
      'a plan and its changes',
      '计划播种720万亩（水田160万亩、旱田560万亩），结构呈“一减三增”：调减玉米50万亩，增加水稻18万亩、蔬菜12万亩、饲料20万亩。',
    ],
    ['money in, out and kept', '财政补助基金960亿元。全年基金支出7400亿元。年末基金结存10800亿元。'],
    ['an open list of money', '一般支出7600万元，其中农林支出1800万元，教育支出2400万元，卫生支出1100万元。'],
    [
      'a base with a common name is not that of last year',
      '粮食总产量26.43万吨（上年产量26.07万吨）。其中夏粮6.38万吨，秋粮20.05万吨，秋粮占全年产量的75.9%。',
    ],
    [
      'a share is of what is named right before it',
      '法人单位5965个，其中企业法人4127个，机关法人486个，社会团体及其他法人1352个，企业法人占69.2%。',
    ],
    [
      'a sum of grades has no figure of its own',
      '收回578份，其中非常满意361份、满意178份、不满意39份，满意以上占93.3%。',
    ],
    [
      'parts that are named are not those before the total',
      '教育支出12.6亿元；卫生支出5.1亿元；农林水支出7.2亿元；环保支出1.1亿元；公共服务支出3.6亿元；公安支出1.5亿元。教育、卫生、农林水三项支出合计24.9亿元。',
    ],
    [
      'what is added first has no figure',
      '一般收入加上级补助收入25.3亿元、上年结余1.4亿元、调入资金2.2亿元，收入总计40.3亿元。',
    ],
    [
      'growth behind a list is of its whole',
      '“三公”经费支出899.1万元，其中接待费286.4万元，用车费612.7万元；比上年下降8.1%（上年978.5万元）。',
    ],
    ['the first three of four', '设施内种蔬菜4617亩，食用菌823亩，瓜果1086亩，闲置482亩，前三项合计6526亩。'],
    [
      'a division is of what it names',
      '合作社614个，企业287个。以农业为主的合作社428个，占合作社总数的69.7%。按类型看，企业中有限公司231个，独资企业38个，其他企业18个。',
    ],
    [
      'divisions are of what stands at the beginning',
      '全县从业人员98326人。按性别分，男性51682人，女性46644人，女性占47.4%。按年龄分，青年9273人，中年41856人，老年47197人。',
    ],
    [
      'the parts of last year are not those of this year',
      '上年同期：道路58起、死亡44人；工矿16起、死亡16人。两类合计本年69起、55人。',
    ],
    ['a row is no whole and its parts', '完成公路投资1500亿元、电力投资900亿元、水利投资600亿元。'],
    ['three kinds of pipes', '改造供热、燃气、排水管网600公里、400公里、200公里。'],
    ['tens and hundreds', '打造10个“标杆”企业、100个示范工厂。'],
    ['schools and subjects', '7所高校12个学科入选名单，18所高校120个学科进入前列。组建医院集团38个、医共体170个。'],
    ['a project over years', '项目总投资1800万元，今年计划投资960万元，1—11月份已完成投资840万元。'],
    ['a decrease is no part', '拟安排国债投资300亿元，比去年减少150亿元，中央建设投资总计为1150亿元。'],
    ['rates bind to their own heads', '参保率从86%提高到93%，城市低保、农村低保标准分别提高60%、45%。'],
    ['areas, not the rate before them', '城镇化率由48%提高到55%，城市、县城面积分别提高9%、6%。'],
    ['a row of rates', '进口货值、免税销售额分别增长36%、58%、21%、14%、43%。'],
    [
      'rates before and behind',
      '增值税12亿元、土地税7亿元，同比分别增长90%、15%，企业税3亿元、个税2亿元、房产税2亿元，同比分别下降20%、2%、30%。',
    ],
    ['a full stop parts two rates', '失业率4.8%。重点高中占比76.4%、提高11.6个百分点。'],
    ['less was spent', '基金支出累计完成3600万元，比上年减支14400万元，下降80%。'],
    ['less came in', '收入完成8100万元，比上年减收900万元，下降10%。'],
    ['less came in, in other words', '收入完成8100万元，比上年同期少收900万元，下降10%。'],
    ['current and constant prices', '全区生产总值420亿元，现价总量比同期增加50亿元，同比增长4%。'],
    [
      'of the budget, not of a sibling',
      '收入累计完成28000万元，为年预算的31.4%，同比降低9.8%。其中：税务部门完成19000万元，为年预算的27.6%，同比降低8.7%；财政部门完成9000万元。',
    ],
    ['two incomes', '人均纯收入达到7860元，同比增长8%；人均现金收入达到9120元，同比增长12%。'],
    [
      'two kinds of people',
      '困难人员就业0.42万人，比上年减少0.04万人。年末实有登记失业人员1.62万人，比上年末增加0.02万人。',
    ],
    ['a capacity and what was carried', '通关能力从1500万吨提升至4000万吨，发送旅客超700万人次、运输货物超3600万吨。'],
    [
      'a budget is changed in the year',
      '2022年初，县人大审议通过的全县一般公共预算支出52000万元，调整预算为70000万元。全县一般公共预算支出63000万元，完成调整预算的90%。',
    ],
    [
      'less what has run out',
      '2016年，全县补助面积为28.4万亩，补助资金360万元。\n退耕工程。除去到期面积后，全县补助面积为8.6万亩，补助资金110万元。',
    ],
    ['thousands parted by a space', '全省共收各类案件386 240件（不含旧存28 615件），其中一审案件276 548件，占71.6%。'],
    ['a hundred million billion', '算力达到4.6百亿亿次/秒。'],
    ['a bracket over lines', '【字号：\n大\n中\n小\n】\n（\n二）工作成效\n“双向\n奔赴”'],
    [
      'three amounts, three differences, three rates',
      '春粮面积210.5万亩，早稻面积1284.6万亩，秋粮面积1820.3万亩，分别比上年增加7.2万亩、8.8万亩、9.4万亩，分别增长3.5%、0.7%、0.5%。',
    ],
    ['two gifts to two', '营业收入6.24亿元，同比增长140%；净利润为1.36亿元，同比增长82%；每股收益为0.62元。'],
    ['a later half', '甲、乙、丙3种商品的库存分别为300件、200件和400件，单价分别为300元、500元和400元。'],
    ['two races', '她在全国赛上夺得女子200米、400米个人混合泳两枚金牌。'],
    ['two limits', '一代证对外转账限额为单笔50万元、日累计100万元，二代证为单笔100万元、日累计500万元。'],
    ['one terrace and twelve graves', '共发掘了石筑高台1座、居住遗迹4座、墓葬12座。'],
    ['two counts that happen to be near', '建成104所明珠学校、100所“春蕾项目”学校。'],
    [
      'roads of all kinds',
      '新增铁路里程580公里、其中高铁340公里，新增高速公路2400公里、农村公路2800公里、自然村硬化路3.2万公里。',
    ],
    ['who rides with whom', '停放甲型单车4辆，乙型单车5辆，丙型单车6辆，下车的乘客选择其中12辆骑走。'],
    ['both channels', '调查150位观众，其中108人看过甲频道，36人看过乙频道，23人既看过甲频道又看过乙频道。'],
    ['cities of two ranks', '以甲城为核心，以乙城、丙城为两个副核心城市，还包括13个地级城市。'],
    ['a score', '语文考了125分、数学考了140分、英语考了146分，理综考了280分，以总分691分的成绩夺得第一。'],
    ['a bus by months', '三个月分别为16361人次、14626人次以及16394人次，每个月都有上万人次来申请。'],
    ['two compared figures of one line', '拥有法人机构1家、省级分支机构46家，分别比十年前增加1家、36家。'],
    [
      'all visits of all years',
      '入境游客从2012年的5.6万人次增加到2016年的190万人次，累计人数达到560万人次，约占同期总人数的78%。',
    ],
    ['grown since', '发放各类社保金3.2亿元，新增参保人员1.3万人；企业退休人员养老金标准继续提高，年人均提高2430元。'],
    ['a water works', '新建通航机场4个，建成水库等“水盆子”1380个，自来水普及率达到94%，规模化供水人口比例达到67%。'],
    ['others have no place', '油料产量15.2万吨，增长9%，其中：菜籽产量11.6万吨，增长10%；蔬菜总产量51.3万吨，增长4%。'],
  ])('%s', (_what, text) => expect(told(text)).toEqual([]))
})

describe('what a careful reader finds is found', () => {
  it.each([
    ['a list over semicolons', '粮食总产量38614吨。其中，夏粮产量6284吨；秋粮产量33230吨。', '38614'],
    ['less came in than is said', '收入完成8100万元，比上年减收900万元，下降12.5%。', '12.5'],
    ['last year in a bracket', '处置线索486件，同比增长21.3%（上年434件）。', '21.3'],
    ['a named total in another paragraph', '全县党员总数为12000名。\n女党员3600名，占党员总数的33%。', '33'],
    ['shares of a total told later', '汉族241500人，占62.57%；各少数民族144462人，占73.43%。总人口385962人。', '73.43'],
    [
      'what was there, came and went',
      '上年结转316.72万元，收入5128.36万元，支出5203.91万元，年末结余214.17万元。',
      '214.17',
    ],
    [
      'a share of another base than the one named',
      '总投资6.5亿元；年度计划2.2亿元，已完成1.94亿元，占年度计划的29.8%。',
      '29.8',
    ],
    ['a share of a base in a bracket', '网上立案12468件，占一审立案（20134件）的69.1%。', '69.1'],
    ['a base in a bracket behind its year', '法人单位8462个，比2018年末（6173个）增加2325个。', '2325'],
    ['last year in a bracket, by its number', '2026年收入安排85760万元，增长9.0%（2025年完成82460万元）。', '9.0'],
    ['births less deaths', '出生率8.47‰，死亡率6.12‰，自然增长率3.25‰。', '3.25'],
    [
      'shares in a row of a named whole',
      '全年地区生产总值168.37亿元。其中，一产31.52亿元，二产56.18亿元，三产80.67亿元。三次产业占地区生产总值的比重分别为18.7%、34.3%和47.9%。',
      '34.3',
    ],
    [
      'what is told again at the end',
      '全镇粮食总产量2.09万吨。\n回看这一年，全镇粮食总产2.90万吨，群众得实惠。',
      '2.90',
    ],
    ['a digit left out', '共受理举报6140件，其中甲类3280件、乙类2130件、其他73件。', '73'],
  ])('%s', (_what, text, figure) => {
    const at = text.indexOf(figure)
    const findings = proofread(text, { year: 2024 }).findings.filter((f) => f.severity !== 'note')
    expect(findings.filter((f) => f.start <= at && f.end > at)).not.toEqual([])
  })

  it.each([
    ['prices over the months of a year', '村干部报酬按每人每月2150元发放，全县386人，全年995.88万元。'],
    ['prices over days', '供餐98天，受益学生1124人，标准每生每天5元，应支出550760元。'],
    [
      'a sum of three towns',
      '东镇118736人、西镇43126人、南镇36417人，合计占全县常住人口的47.91%。全县常住人口413862人。',
    ],
    ['one word for two kinds', '发生事故73起、死亡58人，同比减少12起、9人，分别下降14.1%和13.4%。'],
    ['a bare bracket', '办理案件15273件，同比增长6.2%（14386件）。'],
    ['two rows', '事故128起、死亡27人，与去年同期（143起、31人）相比，分别下降10.5%、12.9%。'],
  ])('%s holds', (_what, text) => {
    const { relations, findings } = proofread(text, { year: 2024 })
    expect(findings).toEqual([])
    expect(relations.filter((r) => r.holds && r.parts.length > 1)).not.toEqual([])
  })
})
