using Microsoft.Extensions.DependencyInjection;
using TellerLine.Access;
using TellerLine.Kernel;
using TellerLine.Signatures;

namespace TellerLine.Modules.Definitions;

/// <summary>A signer's proof where a test approves without a browser.</summary>
internal static class SignedBy
{
    public static SigningProof.Given Somebody(TestKernel centre, string number) => new(
        new UserCard(number, "测试", "Test", [], 0, "centre"), "password",
        centre.Services.GetRequiredService<TimeProvider>().NowUs());
}
