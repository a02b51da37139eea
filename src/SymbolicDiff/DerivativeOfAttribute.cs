namespace SymbolicDiff;

/// <summary>
/// Registers the method as a reverse derivative that was written by hand: for <c>R F(P…)</c> a static method
/// <c>R FVjp(P…, R resultAdjoint, Span&lt;double&gt; wAdjoint, ref double bAdjoint)</c>, which adds the product of the result's adjoint with the
/// Jacobian to the adjoints and gives the value. The result is a real number, or a new array, whose adjoint is a <c>ReadOnlySpan&lt;double&gt;</c>, or
/// nothing. What the method writes has one adjoint, of the final value on entry and of the initial one on return: <c>ref double rAdjoint</c> of a <c>ref</c>
/// parameter, <c>Span&lt;double&gt;</c> of an array or span (see <see cref="WritesStorageAttribute"/>); that of <c>out double y</c> is <c>double yAdjoint</c>.
/// </summary>
/// <example>
/// <code>
/// [DerivativeOf(typeof(Native), "Norm")]
/// public static double NormVjp(double[] v, double resultAdjoint, Span&lt;double&gt; vAdjoint)
/// {
///     double norm = Native.Norm(v);
///     for (int i = 0; i &lt; v.Length; i++) vAdjoint[i] += resultAdjoint * v[i] / norm;
///     return norm;
/// }
/// </code>
/// </example>
/// <param name="type">The type that declares the method whose derivative this is.</param>
/// <param name="method">The name of that method.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class DerivativeOfAttribute(Type type, string method) : Attribute
{
    /// <summary>The type that declares the method whose derivative this is.</summary>
    public Type Type { get; } = type;

    /// <summary>The name of that method.</summary>
    public string Method { get; } = method;
}
