using TellerLine.Customers;

namespace TellerLine.Banking;

/// <summary>
/// Customers like any bank's: one in six is 65 or older, one in eight has gold, one in thirty is a VIP.
/// </summary>
internal static class People
{
    internal static CustomerProfile Person(int seed, int number, DateOnly today)
    {
        var chance = Chance.For(seed, number);
        var male = chance.OneIn(2);
        var surname = chance.Of(Names.Surnames);
        var age = chance.OneIn(6) ? 65 + chance.Below(25) : 18 + chance.Below(47);
        var bornOn = today.AddYears(-age).AddDays(-chance.Below(360));
        return new CustomerProfile(
            DemonstrationBook.PersonId(number),
            CustomerKind.Personal,
            surname + chance.Of(male ? Names.Men : Names.Women),
            surname,
            Title(male),
            SegmentOf(chance),
            IdentityKind.ResidentCard,
            Numbering.ResidentCard(number, bornOn, male),
            bornOn,
            chance.OneIn(8) ? [Mobile(number), $"+8610665{number}"] : [Mobile(number)],
            chance.Below(
                100) switch { 0 => Accessibility.Sight, 1 => Accessibility.Hearing, 2 => Accessibility.Mobility,
                _ => Accessibility.None });
    }

    internal static CustomerProfile Company(int seed, int number)
    {
        var chance = Chance.For(seed, number);
        var name = Names.CompanyPlaces[number % 10] + Names.CompanyTrades[(number / 10 + number) % 8];
        var surname = chance.Of(Names.Surnames);
        return new CustomerProfile(
            $"E{number}",
            CustomerKind.Company,
            name + "有限公司",
            name,
            "",
            chance.OneIn(4) ? Segment.Gold : Segment.Ordinary,
            IdentityKind.SocialCreditCode,
            Numbering.CreditCode(number),
            null,
            [SwitchBoard(number)])
        {
            Operators = [
                Operator(surname + chance.Of(Names.Women), chance.Of(Names.Roles), OperatorMobile(number), number)],
        };
    }

    /// <summary>C10020 calls from 13800000020: a tester needs no list.</summary>
    internal static string Mobile(int number) => $"+86138{number - 10_000:00000000}";

    internal static string SwitchBoard(int number) => $"+86951888{number - 20_000:0000}";

    internal static string OperatorMobile(int number) => $"+86139{number:00000000}";

    internal static OperatorProfile Operator(string name, string role, string mobile, int number) =>
        new(name, role, mobile, IdentityKind.ResidentCard,
            Numbering.ResidentCard(number, new DateOnly(1980, 1, 1).AddDays(number % 5_000), male: false));

    internal static string Title(bool male) => male ? "先生" : "女士";

    private static Segment SegmentOf(Chance chance) =>
        chance.Below(120) switch { < 4 => Segment.Vip, < 19 => Segment.Gold, _ => Segment.Ordinary };
}
