namespace SymbolicDiff.Calculus.Tests;

/// <summary>The value of an expression, checked against the expression's type.</summary>
internal sealed class ExpressionEvaluator(IReadOnlyDictionary<string, Func<object?[], object?>> externals)
{
    /// <summary>Whether an operation has given infinity or NaN.</summary>
    public bool HasMetInfinity { get; private set; }

    public object? Evaluate(Expression expression, Dictionary<Variable, object?> values)
    {
        switch (expression)
        {
            case Constant { Type: CompositeType composite }:
                return Memory.Default(composite);
            case Constant constant:
                return Arithmetic.Boxed(constant);
            case Variable variable:
                return Read(variable, values);
            case Apply apply:
                return Checked(Apply(apply, values), apply);
            case Conditional conditional:
                return Evaluate((bool)Evaluate(conditional.Condition, values)! ? conditional.WhenTrue : conditional.WhenFalse, values);
            case Element element:
                return Memory.Get(Evaluate(element.Storage, values), All(element.Indices, values));
            case Column column:
                return new ColumnOf(Evaluate(column.Storage, values), column.Name);
            case Member member:
                return ((Composite)Evaluate(member.Composite, values)!)[member.Name];
            case Compose compose:
                return Composite.Of(compose, All(compose.Operands, values));
            case View view:
                object? viewed = Evaluate(view.Storage, values);
                object? start = Evaluate(view.Start, values);
                return Memory.Slice(viewed, view.Memory, start!, view.Length is null ? null : Evaluate(view.Length, values));
            case Allocate allocate:
                return Memory.Allocate(allocate, All(allocate.Lengths, values));
            case ZerosLike zeros:
                return Memory.Coerce(Memory.ZerosLike(Evaluate(zeros.Storage, values), zeros.Memory), zeros.Memory, "zeros");
            case CopyOf copy:
                return Memory.Coerce(Memory.CopyOf(Evaluate(copy.Storage, values)), copy.Memory, "copy");
            case External external:
                return Call(external, values);
            default:
                throw new MalformedProgramException("Unknown expression " + expression.GetType().Name);
        }
    }

    private static object? Read(Variable variable, Dictionary<Variable, object?> values)
    {
        if (!values.TryGetValue(variable, out object? value)) throw new MalformedProgramException($"{variable} is not declared.");
        return value is Unassigned ? throw new MalformedProgramException($"{variable} is read before it is assigned.") : value;
    }

    private object?[] All(EquatableArray<Expression> expressions, Dictionary<Variable, object?> values)
    {
        object?[] all = new object?[expressions.Count];
        for (int i = 0; i < all.Length; i++) all[i] = Evaluate(expressions[i], values);
        return all;
    }

    private object? Apply(Apply apply, Dictionary<Variable, object?> values)
    {
        if (apply.Primitive.Name is "&&" or "||")
        {
            bool left = (bool)Evaluate(apply.Operands[0], values)!;
            return left == (apply.Primitive.Name == "||") ? left : Evaluate(apply.Operands[1], values);
        }

        object?[] operands = All(apply.Operands, values);
        if (operands.Length != apply.Primitive.Arity)
            throw new MalformedProgramException($"{apply.Primitive} has {operands.Length} operands.");
        return apply.Primitive.Form switch
        {
            PrimitiveForm.Prefix or PrimitiveForm.Infix when Lanes.Take(operands) => Lanes.Operator(apply.Primitive, operands),
            PrimitiveForm.Conversion when apply.Type is LanesType => LaneValues.Of(operands[0]),
            PrimitiveForm.Conversion => Conversions.To(((ScalarType)apply.Type).Kind, operands[0]!, apply.Primitive.Checked),
            PrimitiveForm.Length => operands.Length == 1 ? Memory.LengthOf(operands[0]) : Memory.LengthOf(operands[0], (int)operands[1]!),
            PrimitiveForm.Function => Functions.Call(apply.Primitive, operands),
            PrimitiveForm.Prefix => Arithmetic.Unary(apply.Primitive, operands[0]!),
            _ => Arithmetic.Binary(apply.Primitive, operands[0], operands[1]),
        };
    }

    private object? Checked(object? value, Apply apply)
    {
        HasMetInfinity |= value is double and not (> double.NegativeInfinity and < double.PositiveInfinity) or float and not (> float.NegativeInfinity and < float.PositiveInfinity);
        return value is not null && apply.Type is ScalarType scalar && value.GetType() != Arithmetic.TypeOf(scalar.Kind)
            ? throw new MalformedProgramException($"{Printer.Print(apply)} gives {value.GetType().Name}, not {Printer.Print(apply.Type)}.")
            : value;
    }

    private object? Call(External external, Dictionary<Variable, object?> values)
    {
        string text = Printer.Pattern(external);
        object?[] operands = All(external.Operands, values);
        if (externals.TryGetValue(text, out Func<object?[], object?>? call)) return call(operands);
        if (text.Contains("{0}", StringComparison.Ordinal) && Lanes.TryCall(text, operands, out object? lanes)) return lanes;
        return text switch
        {
            "null" => null,
            "default" or "default!" => Memory.Default(external.Type),
            "{0} is null" => operands[0] is null,
            "{0}.PushBlock({1})" => Memory.PushBlock((Stack<object?>)operands[0]!, (StorageType)external.Type, (int)operands[1]!),
            "{0}.PopBlock({1})" => Memory.PopBlock((Stack<object?>)operands[0]!, (int)operands[1]!),
            _ => throw new MalformedProgramException("Unknown external " + text),
        };
    }
}
