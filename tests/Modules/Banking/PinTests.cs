using System.Text;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Banking;
using TellerLine.Kernel;
using TellerLine.Notices;

namespace TellerLine.Modules.Banking;

public sealed class PinTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [BothEngines]
    public async Task wrong_pins_block_the_day_and_freeze_in_the_end(DbEngine engine)
    {
        await using var bank = await Bank.Start(engine);
        await bank.Pins.Set("C1", PinKind.Enquiry, "739184"u8);
        Assert.Equal(new PinOutcome.Wrong(1, 2), await Try(bank, "000000"));
        Assert.Equal(new PinOutcome.Wrong(2, 1), await Try(bank, "12"));
        Assert.Equal(new PinOutcome.BlockedToday(3), await Try(bank, "000000"));
        Assert.Equal(new PinOutcome.BlockedToday(3), await Try(bank, "739184"));

        bank.Clock.Advance(TimeSpan.FromDays(1));
        await Try(bank, "000000");
        await Try(bank, "000000");
        Assert.Equal(new PinOutcome.Frozen(6), await Try(bank, "000000"));
        bank.Clock.Advance(TimeSpan.FromDays(365));
        Assert.Equal(new PinOutcome.Frozen(6), await Try(bank, "739184"));

        var branch = bank.Kernel.Services.GetRequiredService<IBranchPins>();
        Assert.True(await branch.Unfreeze("C1", PinKind.Enquiry, "6001", _ => { }, Ct));
        Assert.IsType<PinOutcome.Right>(await Try(bank, "739184"));
    }

    [Theory]
    [BothEngines]
    public async Task a_pin_is_changed_with_the_old_one_once_and_the_new_one_is_right_from_then_on(DbEngine engine)
    {
        await using var bank = await Bank.StartWithNotices(engine);
        await bank.Pins.Set("C1", PinKind.Enquiry, "135790"u8);
        await bank.Pins.Set("C1", PinKind.Transaction, "246801"u8, initial: true);
        var proof = Assert.IsType<PinOutcome.Right>(await Proof(bank, PinKind.Transaction, "246801"u8.ToArray()));
        Assert.Equal(PinMustChange.Initial, proof.MustChange);
        var change = await bank.Pins.Change("C1", PinKind.Transaction, "call-1", Ct);
        Assert.Equal(PinWeakness.SameAsOther, change.First("135790"u8));
        Assert.Equal(PinWeakness.Same, change.First("246801"u8));
        // Born on 1 January 1980.
        Assert.Equal(PinWeakness.BirthDate, change.First("800101"u8));
        Assert.Null(change.First("739184"u8));
        Assert.False(change.Again("739185"u8));
        await Assert.ThrowsAsync<InvalidOperationException>(() => change.Settle(proof.Token));
        Assert.Null(change.First("739184"u8));
        Assert.True(change.Again("739184"u8));
        Assert.Equal(PinChangeOutcome.Changed, await change.Settle(proof.Token));
        // The proof is used up, and the other PIN's is none.
        Assert.Equal(PinChangeOutcome.TooLate, await change.Settle(proof.Token));
        var enquiry = Assert.IsType<PinOutcome.Right>(await Proof(bank, PinKind.Enquiry, "135790"u8.ToArray()));
        Assert.Equal(PinChangeOutcome.TooLate, await change.Settle(enquiry.Token));

        var right = Assert.IsType<PinOutcome.Right>(await Proof(bank, PinKind.Transaction, "739184"u8.ToArray()));
        Assert.Equal(PinMustChange.No, right.MustChange);
        Assert.IsType<PinOutcome.Wrong>(await Proof(bank, PinKind.Transaction, "246801"u8.ToArray()));
        await bank.Kernel.Services.GetRequiredService<DueRunner>().CatchUp(Ct);
        Assert.Equal(
            ["【宁川银行】您的交易密码已于03-02 10:00通过电话银行修改。非本人操作请即致电95000。"],
            (await bank.Kernel.Services.GetRequiredService<Inbox>().Look("C1", Ct))!.Messages.Select(m => m.Text));
    }

    [Fact]
    public async Task a_proof_of_two_minutes_ago_changes_nothing()
    {
        await using var bank = await Bank.Start();
        await bank.Pins.Set("C1", PinKind.Enquiry, "135790"u8);
        var proof = Assert.IsType<PinOutcome.Right>(await Proof(bank, PinKind.Enquiry, "135790"u8.ToArray()));
        var change = await bank.Pins.Change("C1", PinKind.Enquiry, "call-1", Ct);
        Assert.Null(change.First("739184"u8));
        Assert.True(change.Again("739184"u8));
        bank.Clock.Advance(TimeSpan.FromSeconds(121));
        Assert.Equal(PinChangeOutcome.TooLate, await change.Settle(proof.Token));
        Assert.IsType<PinOutcome.Right>(await Proof(bank, PinKind.Enquiry, "135790"u8.ToArray()));
    }

    private static async Task<PinOutcome> Proof(Bank bank, PinKind kind, byte[] digits)
    {
        await using var check = await bank.Pins.Open("C1", kind, "call-1", Ct);
        return await check.Settle(check.Matches(digits));
    }

    [Fact]
    public async Task the_two_secrets_are_two()
    {
        await using var bank = await Bank.Start();
        await bank.Pins.Set("C1", PinKind.Enquiry, "135790"u8);
        await bank.Pins.Set("C1", PinKind.Transaction, "246801"u8);
        Assert.IsType<PinOutcome.Wrong>(await Try(bank, "246801"));
        Assert.IsType<PinOutcome.Right>(await Try(bank, "246801", PinKind.Transaction));
    }

    [Fact]
    public async Task who_has_no_pin_is_told_so_and_cannot_be_guessed()
    {
        await using var bank = await Bank.Start();
        await using var check = await bank.Pins.Open("C404", PinKind.Enquiry, ct: Ct);
        Assert.Equal(PinStanding.NotSet, check.Standing);
        Assert.False(check.Matches("000000"u8));
        Assert.Equal(new PinOutcome.NotSet(), await check.Settle(matched: false));
    }

    [Theory]
    [BothEngines]
    public async Task calls_at_once_share_the_same_three_tries(DbEngine engine)
    {
        await using var bank = await Bank.Start(engine);
        await bank.Pins.Set("C1", PinKind.Enquiry, "739184"u8);
        var opened = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(i => bank.Pins.Open("C1", PinKind.Enquiry, $"call-{i}", Ct)));
        Assert.All(opened, check => Assert.Equal(PinStanding.Normal, check.Standing));

        // All have been opened before the first is settled; the last even has the right digits.
        var outcomes = new List<PinOutcome>();
        foreach (var check in opened.SkipLast(1))
            outcomes.Add(await check.Settle(check.Matches("000000"u8)));
        Assert.Equal([1, 2], outcomes.OfType<PinOutcome.Wrong>().Select(wrong => wrong.Failures));
        Assert.Equal(9, outcomes.Count(outcome => outcome is PinOutcome.BlockedToday));
        Assert.IsType<PinOutcome.BlockedToday>(await opened[^1].Settle(opened[^1].Matches("739184"u8)));
    }

    [Fact]
    public async Task a_guess_that_was_hung_up_on_is_counted_and_an_entry_broken_off_is_not()
    {
        await using var bank = await Bank.Start();
        await bank.Pins.Set("C1", PinKind.Enquiry, "739184"u8);
        for (var i = 0; i < 2; i++)
        {
            await using var check = await bank.Pins.Open("C1", PinKind.Enquiry, ct: Ct);
            check.Matches("000000"u8);
        }

        await using (var brokenOff = await bank.Pins.Open("C1", PinKind.Enquiry, ct: Ct))
            Assert.False(brokenOff.Matches("7391"u8));

        Assert.Equal(new PinOutcome.BlockedToday(3), await Try(bank, "000000"));
    }

    [Fact]
    public async Task a_check_is_one_try_and_what_did_not_match_cannot_be_settled_as_right()
    {
        await using var bank = await Bank.Start();
        await bank.Pins.Set("C1", PinKind.Enquiry, "739184"u8);
        await using var check = await bank.Pins.Open("C1", PinKind.Enquiry, ct: Ct);
        Assert.False(check.Matches("000000"u8));
        Assert.Throws<InvalidOperationException>(() => check.Matches("739184"u8));
        await Assert.ThrowsAsync<InvalidOperationException>(() => check.Settle(matched: true));
        Assert.Equal(await check.Settle(matched: false), await check.Settle(matched: false));
        Assert.Equal(new PinOutcome.Wrong(2, 1), await Try(bank, "000000"));
    }

    [Fact]
    public async Task no_digit_is_written_anywhere()
    {
        await using var bank = await Bank.Start();
        var fault = await Assert.ThrowsAsync<ArgumentException>(
            () => bank.Pins.Set("C1", PinKind.Enquiry, "7391849"u8));
        Assert.DoesNotContain("739184", fault.ToString(), StringComparison.Ordinal);
        await bank.Pins.Set("C1", PinKind.Enquiry, "739184"u8);
        await bank.Pins.Set("C1", PinKind.Transaction, "481937"u8);
        await Try(bank, "739184");
        await Try(bank, "481937");
        await Try(bank, "739184", PinKind.Transaction);
        await Try(bank, "481937", PinKind.Transaction);
        await bank.Kernel.Services.DisposeAsync();
        foreach (var file in Directory.EnumerateFiles(bank.Kernel.DataDirectory, "*", SearchOption.AllDirectories))
        {
            // Six digits may stand in random hexadecimals by chance; both canaries in one file do not.
            var text = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, Ct));
            Assert.False(
                text.Contains("739184", StringComparison.Ordinal) && text.Contains("481937", StringComparison.Ordinal),
                file);
        }
    }

    [Fact]
    public async Task the_key_lies_beside_the_database_for_its_owner_only_and_its_loss_stops_the_start()
    {
        await using var bank = await Bank.Start();
        await bank.Pins.Set("C1", PinKind.Enquiry, "739184"u8);
        var key = Path.Combine(bank.Kernel.DataDirectory, "keys", "pin.key");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(Path.GetDirectoryName(key)!));
        File.Delete(key);
        var fault = await Assert.ThrowsAsync<KeyException>(() => bank.Kernel.Another());
        Assert.Contains("pin.key", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task settings_out_of_range_are_named_all_at_once()
    {
        var fault = await Assert.ThrowsAsync<ConfigurationException>(() => Bank.Start(
            DbEngine.Sqlite, ("Banking:PinTokenSeconds", "600"), ("Banking:PinWrongPerDay", "0"),
            ("Customers:ElderlyFrom", "7")));
        Assert.Equal(
            ["Banking:PinTokenSeconds", "Banking:PinWrongPerDay", "Customers:ElderlyFrom"],
            fault.Faults.Select(f => f.Place).Order());
    }

    private static async Task<PinOutcome> Try(Bank bank, string digits, PinKind kind = PinKind.Enquiry)
    {
        await using var check = await bank.Pins.Open("C1", kind, ct: Ct);
        return await check.Settle(check.Matches(Encoding.ASCII.GetBytes(digits)));
    }
}
