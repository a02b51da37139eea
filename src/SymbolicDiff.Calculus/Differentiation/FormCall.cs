using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>A call of one emitted form from another.</summary>
internal static class FormCall
{
    /// <param name="form">The form that is called.</param>
    /// <param name="arguments">The argument for each of its parameters.</param>
    public static External To(Function form, IReadOnlyList<Variable> arguments)
    {
        var text = new List<string> { form.Name + "(" };
        for (int i = 0; i < arguments.Count; i++)
        {
            string keyword = form.Parameters[i].Passing switch { Passing.Ref => "ref ", Passing.Out => "out ", Passing.In => "in ", _ => "" };
            if (i == 0) text[0] += keyword;
            else text.Add(", " + keyword);
        }

        text.Add(")");
        return new External(text.ToEquatableArray(), arguments.ToEquatableArray<Expression>(), form.Results[0].Type, HasEffects: true);
    }

    /// <summary>Throws for a null array before its shape is asked for.</summary>
    public static Statement ThrowIfNull(Variable array) => new Evaluate(new External(
        EquatableArray.Of("global::System.ArgumentNullException.ThrowIfNull(", ")"),
        EquatableArray.Of<Expression>(array),
        ValueType.Boolean,
        HasEffects: true,
        KeepsStorage: true));
}
