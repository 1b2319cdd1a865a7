using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Banking;
using TellerLine.Catalogue;
using TellerLine.Contracts;
using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Lists;
using TellerLine.Notices;
using TellerLine.Signatures;

namespace TellerLine.Modules.Banking;

/// <summary>The telephone bank over HTTP, with one customer: C1, who calls from <see cref="Papers.Bound"/>.</summary>
internal static class BankUnderWeb
{
    /// <param name="more">What is added to it, after Banking.</param>
    public static async Task<WebUnderTest> Start(
        Action<IServiceCollection, IConfiguration> more, Action<IEndpointRouteBuilder> map,
        DbEngine engine = DbEngine.Sqlite)
    {
        var web = await WebUnderTest.Start(
            (services, configuration) =>
            {
                services.AddLists(configuration).AddSignatures(configuration).AddDefinitions(configuration)
                    .AddCatalogue(configuration)
                    .AddCustomers(configuration).AddNotices(configuration).AddContracts(configuration)
                    .AddSingleton<IEvidenceGuard, Evidence>().AddSingleton<IContracts, Papers>()
                    .AddBanking(configuration);
                more(services, configuration);
            },
            routes => map(routes.MapLists()),
            postgreSql: engine == DbEngine.PostgreSql ? await PostgreSqlCluster.NewDatabase() : "");
        await web.Db.Write(scope =>
        {
            web.Get<ICustomerRegister>().Add(scope, new CustomerProfile(
                "C1", CustomerKind.Personal, "张伟", "张", "先生", Segment.Ordinary, IdentityKind.Passport, "P1234567",
                new DateOnly(1980, 1, 1), [Papers.Bound]));
            return true;
        }, TestContext.Current.CancellationToken);
        return web;
    }

    /// <summary>The account that billers are paid into; after the first account of all.</summary>
    public static Task OpenSettlement(IDb db) => db.Write(scope =>
    {
        LedgerBooks.Open(scope, new LedgerBooks.OpenedAccount(
            DemonstrationSettlement.Account, "E99000", 0, "current", "active", "CNY", 0, 0));
        return true;
    });
}
