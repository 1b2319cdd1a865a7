namespace TellerLine.Banking;

/// <summary>Names by parts; whoever bears a combination of them is meant by none.</summary>
internal static class Names
{
    internal static readonly string[] Surnames =
    [
        "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "郭", "何", "高", "林", "罗",
        "郑", "梁", "谢", "宋", "唐", "许", "韩", "冯", "邓", "曹", "彭", "曾", "萧", "田", "董", "袁", "潘", "于", "蒋", "蔡",
        "余", "杜", "叶", "程", "苏", "魏", "吕", "丁", "任", "沈", "欧阳", "司马", "上官", "诸葛",
    ];

    internal static readonly string[] Men =
    [
        "伟", "强", "磊", "军", "洋", "勇", "杰", "涛", "明", "超", "建国", "志强", "国华", "文博", "宇轩", "浩然", "子涵", "俊杰", "海波", "德明",
        "家辉", "永康", "振宇", "立新", "少华",
    ];

    internal static readonly string[] Women =
    [
        "芳", "娜", "敏", "静", "丽", "艳", "娟", "霞", "玲", "秀英", "桂兰", "婷婷", "雪梅", "雅琴", "诗涵", "欣怡", "梦洁", "晓红", "淑贞", "佳慧",
        "丹丹", "玉华", "美玲", "思远", "春燕",
    ];

    internal static readonly string[] CompanyPlaces = ["宁川", "北原", "东湖", "西塔", "南屏", "金河", "银湖", "青峰", "云州", "长宁"];

    internal static readonly string[] CompanyTrades = ["商贸", "建材", "食品", "物流", "科技", "医药", "农业", "能源"];

    internal static readonly string[] Roles = ["经理", "会计", "出纳", "主任"];

    internal static readonly string[] Spending = ["超市", "餐饮", "电费", "水费", "燃气费", "话费", "交通", "医药", "网购", "物业费"];
}
