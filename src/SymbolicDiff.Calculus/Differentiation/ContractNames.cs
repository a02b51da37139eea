using System.Globalization;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>The names of parameters and tuple elements that the contract adds, kept apart from the user's.</summary>
internal sealed class ContractNames(Function primal)
{
    private readonly HashSet<string> taken = new(primal.Parameters.Select(parameter => parameter.Variable.Name), StringComparer.Ordinal);

    /// <summary>The parameter's name with the suffix, numbered if it is taken.</summary>
    public string Suffixed(string parameter, string suffix) => Free(parameter + suffix);

    /// <summary>The name, numbered if it is taken; each answer is taken from then on.</summary>
    public string Free(string name)
    {
        string free = name;
        for (int number = 2; !taken.Add(free); number++) free = name + number.ToString(CultureInfo.InvariantCulture);
        return free;
    }

    /// <summary>The parameter's own name for a tuple element, or the suffixed one where C# or the value's element has that name.</summary>
    public string TupleElement(string parameter, string suffix, bool withValue) =>
        (withValue && parameter == "value") || IsReserved(parameter) ? parameter + suffix : parameter;

    private static bool IsReserved(string name) =>
        name is "Rest" or "ToString" or "GetHashCode" or "Equals" or "CompareTo" or "GetType" or "Deconstruct"
        || (name.StartsWith("Item", StringComparison.Ordinal) && name.Length > 4 && name.Skip(4).All(char.IsDigit));
}
