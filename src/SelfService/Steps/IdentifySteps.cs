namespace TellerLine.SelfService.Steps;

/// <summary>Who is calling, by an account number if the calling number does not tell.</summary>
internal sealed class AccountStep(Recognition recognition) : IStep
{
    public string Name => "account";

    public async Task<Got<IReadOnlyList<string>>> Run(Visit visit) =>
        (await recognition.Required(visit)).Exit is { } exit ? exit : new Got<IReadOnlyList<string>>([], null);
}

/// <summary>The enquiry PIN, unless this call has seen a right one.</summary>
internal sealed class EnquiryPinStep(Recognition recognition, PinEntry pin) : IStep
{
    public string Name => "enquiryPin";

    public async Task<Got<IReadOnlyList<string>>> Run(Visit visit)
    {
        var customer = await recognition.Required(visit);
        if (customer.Exit is not null)
            return customer.Exit;
        return await pin.Hearing(visit, customer.Value!) is { } unheard
            ? unheard : new Got<IReadOnlyList<string>>([], null);
    }
}
