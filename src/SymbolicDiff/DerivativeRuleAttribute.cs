namespace SymbolicDiff;

/// <summary>
/// Gives the partial derivatives of a method that cannot carry a <see cref="DerivativeAttribute"/>, because it stands in another assembly.
/// </summary>
/// <example>
/// <code>
/// [assembly: DerivativeRule(typeof(Special), "erf(x)", "2 / sqrt(pi) * exp(-x ^ 2)")]
/// </code>
/// </example>
/// <param name="type">The type that declares the method.</param>
/// <param name="method">
/// The method with names for its parameters. Its name is written as it is, or with a small first letter. It stands for every overload with so many
/// parameters whose result is real.
/// </param>
/// <param name="partials">One term for each real parameter, in their order. <c>result</c> is the method's value.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class DerivativeRuleAttribute(Type type, string method, params string[] partials) : Attribute
{
    /// <summary>The type that declares the method.</summary>
    public Type Type { get; } = type;

    /// <summary>The method with names for its parameters.</summary>
    public string Method { get; } = method;

    /// <summary>One term for each real parameter.</summary>
    public IReadOnlyList<string> Partials { get; } = partials;
}
