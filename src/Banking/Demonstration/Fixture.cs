using TellerLine.Customers;

namespace TellerLine.Banking;

/// <summary>
/// Customers with a story: the acceptance fixture (C10001, C10020, C10065, E20001) and one each of what callers do to a
/// centre: rare characters, one phone for two, two phones for one, no number at all, foreign documents, one operator
/// for two companies.
/// </summary>
internal static class Fixture
{
    internal static CustomerProfile? Person(int number, DateOnly today)
    {
        var mobile = People.Mobile(number);
        return number switch
        {
            10_001 => Resident(number, "张", "伟", male: true, today, age: 45, Segment.Vip, [mobile]),
            10_002 => Resident(number, "𠮷", "建国", male: true, today, age: 58, Segment.Gold, [mobile]),
            10_003 => Resident(number, "阿依古丽", "·买买提", male: false, today, age: 33, Segment.Ordinary, [mobile]),
            10_004 =>
            Foreigner(
                number, "John Smith", "Smith", IdentityKind.Passport, "E99012345", new DateOnly(1984, 2, 29), [mobile]),

            // A couple with one telephone; she has one of her own besides.
            10_005 => Resident(number, "陈", "强", male: true, today, age: 51, Segment.Ordinary, [mobile]),
            10_006 =>
            Resident(number, "刘", "敏", male: false, today, age: 49, Segment.Ordinary, [People.Mobile(10_005), mobile]),
            10_007 =>
            Resident(
                number, "杨", "洋", male: true, today, age: 29, Segment.Ordinary,
                [mobile, "+861066500007", "+8613900010007"]),

            // Calls with a withheld number: the bank has none, only the account number says who it is.
            10_008 => Resident(number, "林", "静", male: false, today, age: 37, Segment.Ordinary, []),
            10_009 => WithX(today),
            10_010 => Resident(number, "欧阳", "雪", male: false, today, age: 41, Segment.Gold, [mobile]),
            10_011 =>
            Foreigner(
                number, "陈嘉欣", "陈", IdentityKind.HongKongMacaoPermit, "H99012345", new DateOnly(1990, 7, 1),
                ["+85299001234"]),
            10_020 =>
                Resident(number, "李", "明", male: true, today, age: 38, Segment.Ordinary, [mobile], Accessibility.Sight),
            10_065 => Resident(number, "王", "芳", male: false, today, age: 67, Segment.Ordinary, [mobile]),
            _ => null,
        };
    }

    internal static CustomerProfile? Company(int number) => number switch
    {
        20_001 => Business(number, "宁川商贸", [People.Operator("赵文斌", "经理", People.OperatorMobile(20_001), 20_001)]),

        // 20002 and 20003 are kept by one bookkeeper: her number belongs to both. 20003 lets her enquire, no more.
        20_002 => Business(number, "金河食品", [People.Operator("马晓兰", "会计", People.OperatorMobile(20_002), 20_002)]),
        20_003 => Business(
            number, "银湖物流",
            [
                People.Operator("马晓兰", "会计", People.OperatorMobile(20_002), 20_002) with
                {
                    Mandate = OperatorMandate.Enquiries,
                },
            ]),

        // Its operator calls from the telephone he has as a customer himself.
        20_004 => Business(number, "青峰科技", [People.Operator("杨洋", "经理", People.Mobile(10_007), 10_007)]),
        _ => null,
    };

    internal static IReadOnlyList<DemonstrationCustomer> Guests { get; } =
    [
        Guest(10_001, "张伟", Numbering.FixtureAccount, "VIP，两个账户", "VIP, two accounts to transfer between"),
        Guest(10_002, "𠮷建国", Current(10_002), "生僻字，信用卡欠款，大额签约", "a rare character, a debt on the credit card, pays more with an agent"),
        Guest(10_005, "陈强", Current(10_005), "夫妻共用一个号码", "a couple with one telephone"),
        Guest(10_020, "李明", Current(10_020), "视障客户", "blind"),
        Guest(10_065, "王芳", Current(10_065), "67 岁", "67 years old"),
        Guest(10_003, "阿依古丽·买买提", Current(10_003), "还没有签约，新信用卡待激活", "has no contract yet, and a new credit card to activate"),
    ];

    private static DemonstrationCustomer Guest(int number, string name, string account, string zh, string en) =>
        new(DemonstrationBook.PersonId(number), name, People.Mobile(number)[3..], account, zh, en);

    private static string Current(int number) => Numbering.Account(number, 0, AccountKind.Current, company: false);

    private static CustomerProfile Resident(
        int number, string surname, string given, bool male, DateOnly today, int age, Segment segment, string[] numbers,
        Accessibility accessibility = default)
    {
        var bornOn = today.AddYears(-age).AddDays(-100);
        return new CustomerProfile(
            DemonstrationBook.PersonId(number), CustomerKind.Personal, surname + given, surname, People.Title(male),
            segment,
            IdentityKind.ResidentCard, Numbering.ResidentCard(number, bornOn, male), bornOn, numbers, accessibility);
    }

    private static CustomerProfile Foreigner(
        int number, string name, string surname, IdentityKind kind, string document, DateOnly bornOn,
        string[] numbers) =>
        new(
            DemonstrationBook.PersonId(number), CustomerKind.Personal, name, surname,
            People.Title(kind == IdentityKind.Passport), Segment.Ordinary,
            kind, document, bornOn, numbers);

    /// <summary>Born on the first day, from sixty years ago on, whose card ends in X.</summary>
    private static CustomerProfile WithX(DateOnly today)
    {
        var bornOn = Enumerable.Range(0, 100).Select(days => today.AddYears(-60).AddDays(days))
            .First(day => Numbering.ResidentCard(10_009, day, male: true)[17] == 'X');
        return new CustomerProfile(
            "C10009", CustomerKind.Personal, "何立新", "何", People.Title(male: true), Segment.Ordinary,
            IdentityKind.ResidentCard,
            Numbering.ResidentCard(10_009, bornOn, male: true), bornOn, [People.Mobile(10_009)]);
    }

    private static CustomerProfile Business(int number, string name, OperatorProfile[] operators) =>
        new(
            $"E{number}", CustomerKind.Company, name + "有限公司", name, "", Segment.Gold, IdentityKind.SocialCreditCode,
            Numbering.CreditCode(number), null, [People.SwitchBoard(number)])
        {
            Operators = operators,
        };
}
