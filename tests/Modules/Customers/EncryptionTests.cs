using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TellerLine.Customers;
using TellerLine.Kernel;

namespace TellerLine.Modules.Customers;

public sealed class EncryptionTests
{
    private const string Number = "+8613800000001";
    private const string OperatorNumber = "+8613800000077";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    public async Task nothing_that_identifies_stands_in_the_clear_and_all_of_it_is_found(DbEngine engine)
    {
        await using var kernel = await Start(engine);
        await Register(kernel);

        Assert.DoesNotContain(await Stored(kernel), Identifies);
        await Found(kernel);
    }

    [Theory, BothEngines]
    public async Task what_an_older_version_left_in_the_clear_is_encrypted_by_the_next_start(DbEngine engine)
    {
        await using var kernel = await Start(engine);
        await Register(kernel);
        await kernel.Db.Write(scope => scope.Connection.Execute(
            $"""
            UPDATE customer SET born_on = '1959-03-02', identity_masked = '640102********0017' WHERE id = 'C10001';
            UPDATE customer_phone SET number = '{Number}', number_hash = NULL WHERE customer_id = 'C10001';
            UPDATE customer_operator SET number = '{OperatorNumber}', number_hash = NULL, identity_masked = '640102********0025';
            DELETE FROM encrypted_table;
            """, transaction: scope.Transaction), Ct);
        Assert.Contains(await Stored(kernel), Identifies);

        await using var next = await kernel.Another();
        Assert.DoesNotContain(await Stored(next), Identifies);
        await Found(next);
    }

    [Theory, BothEngines]
    public async Task a_rotation_leaves_nothing_under_the_old_keys_and_they_are_needed_no_more(DbEngine engine)
    {
        await using var kernel = await Start(engine);
        await Register(kernel);

        Assert.Equal(
            ["data-1", "search-1"], (await kernel.Services.GetRequiredService<IKeyRotation>().Rotate(ct: Ct)).Order());
        Assert.DoesNotContain(await Stored(kernel), value => value.Contains("$data-1$")
            || value.Contains("hmac-sha256$search-1$"));
        await Found(kernel);

        foreach (var old in new[] { "data-1", "search-1" })
            File.Delete(KeyOf(kernel, old));
        await using var next = await kernel.Another();
        await Found(next);
    }

    [Fact]
    public async Task a_rotation_that_is_cut_short_is_finished_by_the_next_start()
    {
        await using var kernel = await Start(
            DbEngine.Sqlite, services => services.AddSingleton<IEncryptedTable, BrokenTable>());
        await Register(kernel);
        BrokenTable.Breaks = true;
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => kernel.Services.GetRequiredService<IKeyRotation>().Rotate(ct: Ct));
        await Found(kernel);

        BrokenTable.Breaks = false;
        await using var next = await kernel.Another();
        await Found(next);
        Assert.DoesNotContain(await Stored(next), value => value.Contains("$data-1$"));
        Assert.Equal(["data-2", "search-2"], await next.Db.Read(
            c => c.Query<string>("SELECT id FROM installation_key WHERE retired_us IS NULL AND number > 0 ORDER BY id")
            .AsList(), Ct));
    }

    [Theory]
    [InlineData("data-1")]
    [InlineData("search-1")]
    [InlineData("identity")]
    public async Task a_missing_key_is_named_at_start_and_never_replaced(string id)
    {
        await using var kernel = await Start(DbEngine.Sqlite);
        await Register(kernel);
        File.Delete(KeyOf(kernel, id));

        var fault = await Assert.ThrowsAsync<KeyException>(() => kernel.Another());
        Assert.Contains($"{id}.key", fault.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(KeyOf(kernel, id)));
    }

    [Theory]
    [InlineData("data-1")]
    [InlineData("search-1")]
    [InlineData("identity")]
    public async Task another_installations_key_is_refused_at_start(string id)
    {
        await using var kernel = await Start(DbEngine.Sqlite);
        await Register(kernel);
        File.WriteAllBytes(KeyOf(kernel, id), new byte[32]);

        var fault = await Assert.ThrowsAsync<KeyException>(() => kernel.Another());
        Assert.Contains($"{id}.key", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task the_identity_key_of_a_register_from_before_is_not_made_anew()
    {
        await using var kernel = await Start(DbEngine.Sqlite);
        await Register(kernel);
        await kernel.Db.Write(
            scope =>
            scope.Connection.Execute(
                "DELETE FROM installation_key WHERE id = 'identity'", transaction: scope.Transaction), Ct);
        File.Delete(KeyOf(kernel, "identity"));

        await Assert.ThrowsAsync<KeyException>(() => kernel.Another());
    }

    [Fact]
    public async Task a_key_file_is_its_owners_alone()
    {
        await using var kernel = await Start(DbEngine.Sqlite);
        Assert.All(
            new[] { "data-1", "search-1", "identity" },
            id => Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyOf(kernel, id))));
    }

    /// <summary>An HSM's adapter finds, unwraps and makes keys; no file is written.</summary>
    [Fact]
    public async Task keys_may_lie_elsewhere_than_in_files()
    {
        var vault = new Vault();
        await using var kernel = await Start(
            DbEngine.Sqlite, services => services.Replace(ServiceDescriptor.Singleton<IKeyProvider>(vault)));
        await Register(kernel);
        await Found(kernel);
        Assert.Equal(["data-1", "identity", "search-1"], vault.Keys.Keys.Order());
        Assert.False(Directory.Exists(Path.Combine(kernel.DataDirectory, "keys")));

        vault.Keys.Remove("data-1");
        Assert.Contains(
            "slot 0", (await Assert.ThrowsAsync<KeyException>(() => kernel.Another())).Message,
            StringComparison.Ordinal);
    }

    [Theory, BothEngines]
    public async Task customers_are_found_by_a_part_of_their_name_and_by_whole_numbers_only(DbEngine engine)
    {
        await using var kernel = await Start(engine);
        await Register(kernel);
        var customers = kernel.Services.GetRequiredService<ICustomers>();
        async Task<IEnumerable<string>> Ids(string text) => (await customers.Find(text, Ct))
            .Customers.Select(c => c.Id);

        Assert.Equal(["C10001"], await Ids("张伟"));
        Assert.Equal(["C10001"], await Ids("伟"));
        Assert.Equal(["C10002"], await Ids("o'BRIEN_50%"));
        Assert.Equal(["E20001"], await Ids("赵经"));
        Assert.Equal(["C10001"], await Ids("13800000001"));
        Assert.Equal(["C10001"], await Ids("c10001"));
        foreach (var nothing in new[] { "0001", "138", "%", "_", "李", "" })
            Assert.Empty(await Ids(nothing));
    }

    [Fact]
    public async Task a_name_that_fits_too_many_says_so()
    {
        await using var kernel = await Start(DbEngine.Sqlite);
        await kernel.Db.Write(
            scope =>
            {
                var register = kernel.Services.GetRequiredService<ICustomerRegister>();
                for (var i = 0; i <= ICustomers.SearchLimit; i++)
                    register.Add(scope, Person($"C3{i:0000}", "王小明", $"+86139000{i:00000}", $"G{i:00000000}"));
                return true;
            }, Ct);
        var found = await kernel.Services.GetRequiredService<ICustomers>().Find("王小", Ct);
        Assert.Equal((ICustomers.SearchLimit, true), (found.Customers.Count, found.More));
    }

    private static Task<TestKernel> Start(DbEngine engine, Action<IServiceCollection>? also = null) => TestKernel.Start(
        engine,
        (services, configuration) =>
        {
            services.AddSingleton<IAccountOwners, Nobody>();
            services.AddCustomers(configuration);
            also?.Invoke(services);
        });

    private static Task<bool> Register(TestKernel kernel) => kernel.Db.Write(
        scope =>
        {
            var register = kernel.Services.GetRequiredService<ICustomerRegister>();
            register.Add(scope, Person("C10001", "张伟", Number, "P1234567"));
            register.Add(scope, Person("C10002", "O'Brien_50%", "+8613800000002", "P1234568"));
            register.Add(scope, new CustomerProfile(
                "E20001", CustomerKind.Company, "宁川商贸", "宁川商贸", "", Segment.Ordinary, IdentityKind.SocialCreditCode,
                "91350100M000100Y43", null, [])
            {
                Operators = [new OperatorProfile("赵经理", "经理", OperatorNumber, IdentityKind.Passport, "P7654321")],
            });
            return true;
        }, Ct);

    private static CustomerProfile Person(string id, string name, string number, string passport) => new(
        id, CustomerKind.Personal, name, name[..1], "先生", Segment.Ordinary, IdentityKind.Passport, passport,
        new DateOnly(1959, 3, 2),
        [number]);

    private static async Task Found(TestKernel kernel)
    {
        var customers = kernel.Services.GetRequiredService<ICustomers>();
        var zhang = Assert.Single(await customers.ByNumber(Number, Ct));
        Assert.Equal(("C10001", "138****0001", true), (zhang.Id, zhang.MaskedNumber, zhang.Elderly));
        Assert.Contains("*", zhang.MaskedIdentity, StringComparison.Ordinal);
        Assert.Equal("E20001", Assert.Single(await customers.ByNumber(OperatorNumber, Ct)).Id);
        Assert.Equal("138****0077", Assert.Single(await customers.OperatorsOf("E20001", Ct)).MaskedNumber);
    }

    private static bool Identifies(string value) =>
        value.Contains("13800000", StringComparison.Ordinal) || value.Contains("1959", StringComparison.Ordinal)
        || value.Contains("**", StringComparison.Ordinal);

    /// <summary>Every value of the customers' tables and of the journal.</summary>
    private static Task<List<string>> Stored(TestKernel kernel) => kernel.Db.Read(
        connection => new[] { "customer", "customer_phone", "customer_operator", "journal" }
            .SelectMany(table => connection.Query($"SELECT * FROM {table}"))
            .SelectMany(row => (IDictionary<string, object?>)row)
            .Select(pair => pair.Value?.ToString() ?? "").ToList(), Ct);

    private static string KeyOf(TestKernel kernel, string id) =>
        Path.Combine(kernel.DataDirectory, "keys", id + ".key");

    private sealed class Nobody : IAccountOwners
    {
        public Task<string?> OwnerOf(string account, CancellationToken ct = default) => Task.FromResult<string?>(null);
    }

    private sealed class BrokenTable : IEncryptedTable
    {
        public static bool Breaks { get; set; }

        public string Name => "broken";

        public string? Renew(WriteScope scope, string? after, int limit) => Breaks
            ? throw new InvalidOperationException("cut short") : null;
    }

    private sealed class Vault : IKeyProvider
    {
        public Dictionary<string, byte[]> Keys { get; } = [];

        public byte[]? Find(string id) => Keys.GetValueOrDefault(id);

        public byte[] Make(string id)
        {
            if (!Keys.TryGetValue(id, out var key))
                Keys[id] = key = System.Security.Cryptography.RandomNumberGenerator.GetBytes(32);
            return key;
        }

        public string PlaceOf(string id) => $"slot 0, {id}";
    }
}
