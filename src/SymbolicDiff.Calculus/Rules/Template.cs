using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Rules;

/// <summary>Makes expressions of the right side of a rule: an expression over the rule's variables, its reals of type double.</summary>
internal static class Template
{
    /// <summary>Replaces the variables and sets the precision; <paramref name="build"/> has the last word on every form above them.</summary>
    public static Expression Instantiate(Expression template, Bindings bindings, ValueType precision, Func<Expression, Expression> build)
    {
        switch (template)
        {
            case Variable variable:
                return bindings[variable];
            case Constant constant:
                return constant.Type.IsReal ? Constant.RealOf(constant.Real, precision) : constant;
            case Conditional conditional:
                Expression condition = Instantiate(conditional.Condition, bindings, precision, build);
                return condition is Constant known
                    ? Instantiate(known.Bits != 0 ? conditional.WhenTrue : conditional.WhenFalse, bindings, precision, build)
                    : build(new Conditional(
                        condition,
                        Instantiate(conditional.WhenTrue, bindings, precision, build),
                        Instantiate(conditional.WhenFalse, bindings, precision, build))
                    { IsGuard = conditional.IsGuard || bindings.IsOfGuard(condition) });
            case Apply apply:
                EquatableArray<Expression> operands = Instantiate(apply.Operands, bindings, precision, build);
                return apply.Primitive.Ruled is { } method
                    ? Call(apply.Primitive, method, operands, precision, build)
                    : build(new Apply(apply.Primitive, apply.Type.IsReal ? precision : apply.Type, operands));
            default:
                throw new InvalidOperationException("No rule holds a " + template.GetType().Name);
        }
    }

    private static EquatableArray<Expression> Instantiate(
        EquatableArray<Expression> templates, Bindings bindings, ValueType precision, Func<Expression, Expression> build) =>
        templates.Map(template => Instantiate(template, bindings, precision, build));

    /// <summary>The expression with what is constant in it computed.</summary>
    public static Expression Fold(Expression template, Bindings bindings, ValueType precision) =>
        Instantiate(template, bindings, precision, ConstantFolding.Fold);

    /// <summary>A call in the method's own types.</summary>
    private static Expression Call(
        Primitive primitive, RuledMethod method, EquatableArray<Expression> operands, ValueType precision, Func<Expression, Expression> build)
    {
        var arguments = operands.Select((operand, i) => Converted(operand, method.Parameters[i], build)).ToEquatableArray();
        return Converted(new Apply(primitive, method.Result, arguments), precision, build);
    }

    private static Expression Converted(Expression value, ValueType type, Func<Expression, Expression> build) =>
        value is Constant { Type.IsReal: true } constant && type.IsReal ? Constant.RealOf(constant.Real, type)
        : value.Type.Equals(type) || value.Type is not ScalarType || type is not ScalarType ? value
        : build(new Apply(Primitive.Convert, type, value));
}
