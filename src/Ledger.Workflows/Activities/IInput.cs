using Ledger.Workflows.Expressions;

namespace Ledger.Workflows.Activities;

/// <summary>What all inputs have, whatever their type.</summary>
public interface IInput
{
    /// <summary>Where the value comes from.</summary>
    Expression Expression { get; }
}
