using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using System.Net;
using TellerLine.Health;
using TellerLine.Host;
using TellerLine.Kernel;
using TellerLine.Rules.Architecture;
using TellerLine.Rules.Host;

namespace TellerLine.Rules.Health;

public sealed class HealthChecksTests
{
    [Fact]
    public async Task every_check_has_a_name_of_its_own_and_words_in_both_languages_and_is_in_the_handbook()
    {
        await using var app = Unset.Build("Centre:Https=true");
        var checks = app.Services.GetServices<HealthCheck>().ToList();
        var declared = Capabilities.All.SelectMany(capability => capability.Manifest.Checks)
            .Append(typeof(CertificateCheck));
        Assert.Equal(
            declared.Select(type => type.Name).Order(), checks.Select(check => check.GetType().Name).Order());
        var handbook = Tree.Read("docs/operations.md");
        Tree.None(
            checks.GroupBy(check => check.Name).Where(twice => twice.Count() > 1).Select(twice => $"{twice.Key} twice")
                .Concat(checks.Where(check => !Chinese(check.Zh) || !Chinese(check.ToDoZh) || check.En.Length == 0
                    || check.ToDoEn.Length == 0).Select(check => $"{check.Name} is not explained"))
                .Concat(checks.Where(check => !handbook.Contains($"### `{check.Name}`", StringComparison.Ordinal))
                    .Select(check => $"{check.Name} is not in docs/operations.md")),
            "Whoever is woken at three reads what it is and what to do.");
    }

    [Theory]
    [InlineData("127.0.0.1", "", null, null, true)]
    [InlineData("::1", "", null, null, true)]
    [InlineData("::ffff:127.0.0.1", "", null, null, true)]
    [InlineData("10.0.0.7", "", null, null, false)]
    [InlineData("127.0.0.1", "", null, "10.0.0.7", false)]
    [InlineData("10.0.0.7", "10.0.0.0/24", null, null, true)]
    [InlineData("10.0.1.7", "10.0.0.0/24", null, null, false)]
    [InlineData("127.0.0.1", "10.0.0.7", null, null, false)]
    [InlineData("10.0.0.7", "10.0.0.7", null, null, true)]
    [InlineData("10.0.0.9", "", "Bearer 0123456789-0123456789", null, true)]
    [InlineData("10.0.0.9", "", "bearer 0123456789-0123456789", "10.0.0.7", true)]
    [InlineData("10.0.0.9", "", "Bearer 0123456789-012345678", null, false)]
    [InlineData("10.0.0.9", "", "Basic 0123456789-0123456789", null, false)]
    [InlineData("10.0.0.9", "", "Bearer", null, false)]
    public void metrics_are_for_addresses_and_tokens_that_are_named(
        string from, string allowed, string? authorization, string? forwarded, bool expected)
    {
        var http = new DefaultHttpContext();
        if (authorization is not null)
            http.Request.Headers.Authorization = authorization;
        if (forwarded is not null)
            http.Request.Headers["X-Forwarded-For"] = forwarded;
        var options = new HealthOptions
        {
            MetricsFrom = allowed.Length > 0 ? [allowed] : [], MetricsToken = "0123456789-0123456789",
        };
        Assert.Equal(expected, HealthMetrics.Allows(http.Request, IPAddress.Parse(from), options));
    }

    [Fact]
    public void an_empty_token_lets_nobody_in()
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.Authorization = "Bearer ";
        Assert.False(HealthMetrics.Allows(http.Request, IPAddress.Parse("10.0.0.9"), new HealthOptions()));
    }

    [Fact]
    public void a_bound_that_is_reached_is_the_one_that_is_told()
    {
        Assert.Equal(new HealthFinding(HealthState.Ok, 9, "ms", 10), HealthFinding.AtMost(9, "ms", 10, 20));
        Assert.Equal(new HealthFinding(HealthState.Warning, 10, "ms", 10), HealthFinding.AtMost(10, "ms", 10, 20));
        Assert.Equal(new HealthFinding(HealthState.Fault, 20, "ms", 20), HealthFinding.AtMost(20, "ms", 10, 20));
        Assert.Equal(new HealthFinding(HealthState.Ok, 30, "days", 30), HealthFinding.AtLeast(30, "days", 30, 3));
        Assert.Equal(new HealthFinding(HealthState.Warning, 3, "days", 30), HealthFinding.AtLeast(3, "days", 30, 3));
        Assert.Equal(new HealthFinding(HealthState.Fault, 2, "days", 3), HealthFinding.AtLeast(2, "days", 30, 3));
    }

    private static bool Chinese(string text) => text.Any(c => c is >= '一' and <= '鿿');
}
