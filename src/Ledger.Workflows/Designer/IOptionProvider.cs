namespace Ledger.Workflows.Designer;

/// <summary>Fills the drop-downs and check lists of inputs that name it by <c>[Input(OptionsFrom = …)]</c> (features.md W2).</summary>
/// <remarks>Registered as a service by the module that knows the data; asked each time the designer reads its toolbox, so it must be quick.</remarks>
public interface IOptionProvider
{
    /// <summary>The name inputs refer to, such as <c>roles</c>.</summary>
    string Key { get; }

    /// <summary>The options of now, in the order people read them.</summary>
    Task<IReadOnlyList<OptionItem>> ListAsync(OptionRequest request, CancellationToken cancellationToken = default);
}
