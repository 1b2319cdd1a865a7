using System.Text;
using TellerLine.Definitions.Core;
using TellerLine.Kernel;
using TellerLine.Rules.Architecture;
using TellerLine.SelfService;
using TellerLine.SelfService.Core;

namespace TellerLine.Rules.SelfService;

/// <summary>
/// Whole dialogues as they are heard, in both languages: keys in, transcript out, beside this file. With
/// <c>TELLERLINE_WRITE=1</c> in the environment they are written instead of compared.
/// </summary>
public sealed class Dialogues
{
    private const string Folder = "tests/Rules/SelfService/Dialogues";

    private static readonly DateOnly Day = new(2026, 3, 2);

    /// <summary>Name, dialogue (<c>main</c> ships), caller, whether a person is on duty, keys.</summary>
    public static TheoryData<string, string, string?, bool, string[]> Calls => new()
    {
        { "main-balance", "main", FlowTests.Zhang, true, ["1", Bank.Enquiry, "1", "9", "", "", ""] },
        {
            "main-bill", "main", FlowTests.Zhang, true,
            ["5", Bank.Enquiry, "1", "0951601285#", "1", "1", "1", Bank.Transaction, "*", "0"]
        },
        {
            "main-transfer", "main", FlowTests.Zhang, true,
            ["2", Bank.Enquiry, "1", "120*5#", "1", Bank.Transaction, "*", "0"]
        },
        {
            "main-movements", "main", FlowTests.Zhang, true,
            [
                "7", "1", Bank.Enquiry, "1", "4", "202613#", "1", "202602#", "*", "5", "20260201#", "20260302#", "1", "2", "*",
                "0",
            ]
        },
        {
            "main-pay", "main", FlowTests.Zhang, true,
            ["4", Bank.Enquiry, "1", "1", "800#", "3", "2", "3", "3", "1", Bank.Transaction, "*", "0"]
        },
        {
            "main-pay-first", "main", FlowTests.Zhang, true,
            ["4", Bank.Enquiry, "1", "1", "1", "800#", "1", Bank.Transaction, "*", "4", "1", "1", "2", "*", "0"]
        },
        {
            "main-pay-delayed", "main", FlowTests.Zhang, true,
            ["4", Bank.Enquiry, "1", "1", "800#", "3", "3", "3", "2", "1", Bank.Transaction, "*", "0"]
        },
        { "main-revoke", "main", FlowTests.Zhang, true, ["4", Bank.Enquiry, "2", "2", "1", "*", "0"] },
        {
            "main-atm-revoke", "main", FlowTests.Zhang, true,
            ["4", Bank.Enquiry, "2", "2", "2", "1", "*", "1", "1", Bank.Transaction, "*", "0"]
        },
        {
            "main-alerts", "main", FlowTests.Zhang, true,
            ["7", "7", Bank.Enquiry, "1", "1", "2000000#", "1", "500#", "1", "*", "7", "7", "1", "2", "1", "*", "0"]
        },
        {
            "main-appointments", "main", FlowTests.Zhang, true,
            [
                "7", "5", Bank.Enquiry, "2", "100#", "1", "60000#", "2", "102#", "1", "101#", "4", "1", "1", "*", "5", "1", "1", "1", "*", "0",
            ]
        },
        { "main-wrong-pins", "main", FlowTests.Wang, true, ["1", "111111", "1", "222222", "1", "333333", "0"] },
        {
            "main-company", "main", FlowTests.Trade, true,
            [
                "1", Bank.Enquiry, "11010519491231002*", "1", "99010119800103004*", "1", "*", "2", "*", "0",
            ]
        },
        { "main-nobody-known", "main", FlowTests.Stranger, true, ["#", "", "3"] },
        {
            "own-menu-chosen", "main", FlowTests.Zhang, true,
            ["7", "8", Bank.Enquiry, "1", "2", "*", "4", "8", "2", "1", "9", "4", "8", "1", "*", "0"]
        },
        {
            "own-menu-heard", "main", FlowTests.Zhang, true,
            ["8", "7", "*", "*", "1", Bank.Enquiry, "1", "*", "0"]
        },
        { "own-menu-retired", "main", FlowTests.Zhang, true, ["0"] },
        { "own-menu-all-retired", "main", FlowTests.Zhang, true, ["0"] },
        {
            "main-branches", "main", FlowTests.Stranger, true,
            ["7", "6", "1", "1", "1", "2", "9", "*", "1", "2", "999#", "1", "302#", "*", "0"]
        },
        { "main-rates", "main", FlowTests.Stranger, true, ["7", "6", "2", "1", "*", "2", "2", "*", "2", "3", "0"] },
        { "main-bulletins", "main", FlowTests.Zhang, true, ["7", "6", "3", "9", "*", "*", "0"] },
        {
            "main-card", "main", FlowTests.Zhao, true,
            ["7", "2", "1", Bank.Enquiry, "9", "*", "2", "4", "3000#", "1", "800#", "1", Bank.Transaction, "*", "0"]
        },
        {
            "main-loan", "main", FlowTests.Zhao, true,
            [
                "7", "3", "1", Bank.Enquiry, "*", "2", "1", "1", Bank.Transaction, "*", "3", "30000#", "2", "1",
                Bank.Transaction, "*", "0",
            ]
        },
        {
            "main-wealth", "main", FlowTests.Zhang, true,
            [
                "7", "4", "1", "2", "*", "2", Bank.Enquiry, "2", "500#", "1", "10000#", "1", "1", Bank.Transaction, "*",
                "3", "*", "4", "1", "1", "1", Bank.Transaction, "*", "4", "1", "2", "3000#", "2", "*", "0",
            ]
        },
        { "main-wealth-blocked", "main", FlowTests.Zhang, true, ["7", "4", "2", Bank.Enquiry, "4", "*", "0"] },
        { "branch-elderly", "branch", FlowTests.Wang, true, ["1", Bank.Enquiry, "*", "0"] },
        { "branch-small-amount", "branch", FlowTests.Stranger, true, ["2", "99#", "0"] },
        {
            "branch-large-amount", "branch", FlowTests.Zhang, true,
            ["2", "0#", "1", "1000#", Bank.Enquiry, "2", "**", "*", "0"]
        },
        { "branch-amount-given-up", "branch", FlowTests.Zhang, true, ["2", "60000#", "1", "x"] },
        {
            "branch-cards", "branch", FlowTests.Zhang, true,
            ["5", "12#", "1", "8812", "20270101", "1", "20260228", ""]
        },
        { "branch-open", "branch", FlowTests.Zhang, true, ["4"] },
        { "branch-closed", "branch", FlowTests.Zhang, false, ["4"] },
        { "branch-loss", "branch", FlowTests.Stranger, true, ["8", "3"] },
    };

    /// <summary>By call: the caller's own menu.</summary>
    private static readonly Dictionary<string, string[]> Own = new()
    {
        ["own-menu-heard"] = ["balance", "transfer", "bills"], ["own-menu-retired"] = ["balance", "cards", "bills"],
        ["own-menu-all-retired"] = ["cards"],
    };

    /// <summary>Calls of a customer whose payments wait for their time.</summary>
    private static readonly string[] Later = ["main-revoke", "main-atm-revoke"];

    /// <summary>Calls of a customer who sent something at a machine.</summary>
    private const string AtMachine = "main-atm-revoke";

    /// <summary>Calls of a customer who has paid nobody yet.</summary>
    private static readonly string[] First = ["main-pay-first"];

    /// <summary>Calls of a customer whose payments the bank's risk rules delay.</summary>
    private static readonly string[] Delayed = ["main-pay-delayed"];

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task a_dialogue_is_heard_as_it_is_written_down(
        string name, string flow, string? from, bool open, string[] keys)
    {
        foreach (var language in Languages.All)
        {
            var heard = await Play(flow, language, from, open, keys, Own.GetValueOrDefault(name), Later.Contains(name),
                First.Contains(name), Delayed.Contains(name), name == AtMachine);
            var path = Path.Combine(Tree.Root, Folder, $"{name}.{language}.txt");
            if (Environment.GetEnvironmentVariable("TELLERLINE_WRITE") == "1")
                await File.WriteAllTextAsync(path, heard, TestContext.Current.CancellationToken);
            Assert.Equal(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), heard);
        }
    }

    /// <summary>A dialogue that ships, or lies in <see cref="Folder"/>.</summary>
    internal static Menu Flow(string name)
    {
        var yaml = name == "main" ? Menus.Text("main.yaml") : Tree.Read($"{Folder}/{name}.yaml");
        var (menu, faults) = MenuReader.Read(YamlText.Parse(yaml).Json, new MenuSurroundings(
            name == "cards" ? "cards" : "main", prompt => Spoken.Manifests.Values.All(m => m.ContainsKey(prompt)),
            hours => hours == "persons", key => key == "cards"));
        Assert.Empty(faults);
        return menu!;
    }

    private static async Task<string> Play(
        string flow, string language, string? from, bool open, string[] keys, string[]? own, bool later,
        bool first, bool delayed, bool atMachine)
    {
        var all = new TelephoneBankUnderTest
        {
            Menu = () => Flow(flow), OwnMenus = own is null ? new OwnMenus() : new OwnMenus("C10001", own),
            World = new FlowWorld(key => key == "cards" ? Flow(key) : null, _ => open, () => Day),
        };
        all.Bank.Payees.Add(Bank.Number("6500"));
        all.Wealth.Hold("T260202000001", "daily", Bank.Number("1000"), 20_000_00);
        all.Wealth.Hold("T260202000002", "quarter", Bank.Number("2002"), 10_000_00);
        all.Wealth.Holdings[0] = all.Wealth.Holdings[0] with
        {
            Value = Money.Cny(20_186_00), ValuedOn = new DateOnly(2026, 3, 1),
        };
        all.Bank.FirstPayments = first;
        if (delayed)
            all.Bank.Delayed = new DateTimeOffset(2026, 3, 3, 2, 0, 0, TimeSpan.Zero);
        if (later)
            all.Bank.Later.AddRange(Bank.TwoLater());
        if (atMachine)
            all.Machines.Made.Add(Machines.Sent);
        var phone = new Transcript(new FakeTelephone(keys) { Language = language });
        try
        {
            var outcome = await all.Flow().Run(phone, new CallerContext("n1-c1", from), CancellationToken.None);
            phone.Write(outcome switch
            {
                FlowOutcome.HumanRequested person =>
                    $"= person: {person.Reason}, {string.Join(" → ", person.Path)}",
                FlowOutcome.Completed done => $"= goodbye: {string.Join(" → ", done.Path)}",
                _ => "?",
            });
        }
        catch (OperationCanceledException)
        {
            phone.Write("= hung up");
        }
        return phone.Text;
    }

    /// <summary>What was said and keyed, a line each; a secret is dots.</summary>
    private sealed class Transcript(FakeTelephone phone) : ITelephone
    {
        private readonly StringBuilder _text = new();

        public string Text => _text.ToString();

        public string Language
        {
            get => phone.Language;
            set => phone.Language = value;
        }

        public void Write(string line) => _text.Append(line).Append('\n');

        public Task Say(IReadOnlyList<string> prompts, CancellationToken ct)
        {
            Write($"< {Spoken.Text(Language, prompts)}");
            return phone.Say(prompts, ct);
        }

        public async Task<Keyed> Ask(AskSpec spec, CancellationToken ct)
        {
            Write($"< {Spoken.Text(Language, spec.Prompts)}");
            var keyed = await phone.Ask(spec, ct);
            // The greeting waits for nobody.
            if (spec.FirstDigitMs > 0)
                Write(keyed is { Digits: "", End: KeyedEnd.TimedOut } ? "> (silence)"
                    : $"> {(keyed.End == KeyedEnd.Left ? "**" : keyed.Digits)}");
            return keyed;
        }

        public async Task<SecretKeyed<T>> AskSecret<T>(SecretSpec spec, SecretCheck<T> check, CancellationToken ct)
        {
            Write($"< {Spoken.Text(Language, spec.Prompts)}");
            var keyed = await phone.AskSecret(spec, check, ct);
            Write($"> {new string('•', keyed.Count)}");
            return keyed;
        }

        public void Note(object happening) => phone.Note(happening);
    }
}
