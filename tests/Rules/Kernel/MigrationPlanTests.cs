using TellerLine.Kernel;
using TellerLine.Kernel.Core;

namespace TellerLine.Rules.Kernel;

public sealed class MigrationPlanTests
{
    private static readonly MigrationFile First = new("Kernel", 1, "journal", "CREATE TABLE a (b TEXT);\n");
    private static readonly MigrationFile Second = new("Kernel", 2, "more", "CREATE TABLE c (d TEXT);");
    private static readonly MigrationFile Other = new("Banking", 1, "ledger", "CREATE TABLE e (f TEXT);");

    [Fact]
    public void only_what_is_missing_is_applied_in_the_given_order() =>
        Assert.Equal([Second, Other], MigrationPlan.Decide([First, Second, Other], [Applied(First)]));

    [Fact]
    public void an_altered_file_is_a_fault_that_names_it()
    {
        var fault = Assert.Throws<MigrationException>(
            () => MigrationPlan.Decide([First with { Sql = "CREATE TABLE b (b TEXT);" }], [Applied(First)]));

        Assert.Contains("Kernel 001_journal was altered", fault.Message);
    }

    [Fact]
    public void another_checkouts_line_ends_are_no_alteration() =>
        Assert.Empty(
            MigrationPlan.Decide([First with { Sql = First.Sql.ReplaceLineEndings("\r\n") }], [Applied(First)]));

    [Fact]
    public void a_database_newer_than_the_program_is_a_fault()
    {
        var fault = Assert.Throws<MigrationException>(
            () => MigrationPlan.Decide([First], [Applied(First), Applied(Second)]));

        Assert.Contains("newer than this program", fault.Message);
        Assert.Contains("Kernel 002_more", fault.Message);
    }

    [Fact]
    public void a_number_below_an_applied_one_is_a_fault()
    {
        var fault = Assert.Throws<MigrationException>(() => MigrationPlan.Decide([First, Second], [Applied(Second)]));

        Assert.Contains("Give it the next number", fault.Message);
    }

    private static AppliedMigration Applied(MigrationFile file) =>
        new(file.Capability, file.Number, file.Name, file.Hash);
}
