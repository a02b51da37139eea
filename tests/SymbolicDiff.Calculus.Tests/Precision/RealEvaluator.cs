using System.Numerics;

namespace SymbolicDiff.Calculus.Tests.Precision;

/// <summary>
/// Runs functions over reals of many digits: what their doubles would be without rounding. Arrays of rank one, spans and tapes hold <see cref="Real"/>s.
/// </summary>
internal sealed class RealEvaluator(RealArithmetic arithmetic)
{
    /// <summary>Powers of two that a double has above and below, less about those of 1e30: constants of up to this size may be multiplied in any order.</summary>
    private const int LargestMagnitude = 920;

    private readonly Dictionary<Variable, object?> values = [];
    private object?[] results = [];

    /// <summary>Whether every number on the way, zero apart, was far from where doubles overflow and lose digits.</summary>
    public bool IsWellInRange { get; private set; } = true;

    /// <summary>The reals among the results, then those that the parameters after the first <paramref name="inputs"/> end with.</summary>
    /// <exception cref="UndefinedException">The function has no finite value there.</exception>
    public Real[] Run(Function function, object?[] arguments, int inputs)
    {
        values.Clear();
        for (int i = 0; i < arguments.Length; i++) values[function.Parameters[i].Variable] = InReals(arguments[i]);
        Execute(function.Body);
        IEnumerable<object?> outputs = function.Parameters.Skip(inputs).Select(parameter => values[parameter.Variable]);
        return [.. results.Concat(outputs).SelectMany(Reals).Select(Noted)];
    }

    private object? InReals(object? argument) => argument switch
    {
        double value => Noted(Real.Of(value)),
        double[] array => array.Select(value => double.IsNaN(value) ? Real.Zero : Noted(Real.Of(value))).ToArray(),
        Span { Array: double[] array } span => new Span((Array?)InReals(array), span.Offset, span.Length),
        _ => argument,
    };

    private static IEnumerable<Real> Reals(object? value) => value switch
    {
        Real real => [real],
        Real[] array => array,
        Span { Array: Real[] array } span => array.Skip(span.Offset).Take(span.Length),
        _ => [],
    };

    private void Execute(Block block)
    {
        foreach (Statement statement in block.Statements) Execute(statement);
    }

    private void Execute(Statement statement)
    {
        switch (statement)
        {
            case Declare declare:
                values[declare.Variable] = declare.Value is null ? null : Value(declare.Value);
                break;
            case Assign assign:
                Execute(assign);
                break;
            case Fill fill:
                Memory.Fill(Value(fill.Storage), Value(fill.Value));
                break;
            case Copy copy:
                Memory.Copy(Value(copy.Source), Value(copy.Target));
                break;
            case Push push:
                ((Stack<object?>)Value(push.Stack)!).Push(Value(push.Value));
                break;
            case Pop pop:
                values[pop.Target] = ((Stack<object?>)Value(pop.Stack)!).Pop();
                break;
            case If branch:
                Execute(Holds(branch.Condition) ? branch.Then : branch.Else);
                break;
            case For loop:
                Execute(loop);
                break;
            case While loop:
                while (Holds(loop.Condition)) Execute(loop.Body);
                break;
            case Return @return:
                results = [.. @return.Values.Select(Value)];
                break;
            case Guard:
                break;
            default:
                throw new NotSupportedException(statement.GetType().Name);
        }
    }

    private void Execute(Assign assign)
    {
        object? Combined(object? old) => assign.Kind == AssignmentKind.Set
            ? Value(assign.Value)
            : Binary(assign.Kind == AssignmentKind.Add ? Primitive.Add : Primitive.Subtract, old, Value(assign.Value));
        if (assign.Target is Variable variable)
        {
            values[variable] = Combined(values.GetValueOrDefault(variable));
            return;
        }

        var element = (Element)assign.Target;
        object? storage = Value(element.Storage);
        object?[] indices = [.. element.Indices.Select(Value)];
        Memory.Set(storage, indices, Combined(Memory.Get(storage, indices)));
    }

    private void Execute(For loop)
    {
        long limit = Convert.ToInt64(Value(loop.Limit));
        for (long i = Convert.ToInt64(Value(loop.Start)); loop.Inclusive && i == limit || (loop.Step > 0 ? i < limit : i > limit); i += loop.Step)
        {
            values[loop.Counter] = loop.Counter.Type == ValueType.Int32 ? (object)(int)i : i;
            Execute(loop.Body);
        }
    }

    private bool Holds(Expression condition) => (bool)Value(condition)!;

    private object? Value(Expression expression) => expression switch
    {
        Constant { Type.IsReal: true } constant => Real.Of(constant.Real),
        Constant constant => Arithmetic.Boxed(constant),
        Variable variable => values[variable],
        Apply { Primitive.Name: "&&" } apply => Holds(apply.Operands[0]) && Holds(apply.Operands[1]),
        Apply { Primitive.Name: "||" } apply => Holds(apply.Operands[0]) || Holds(apply.Operands[1]),
        Apply apply => Apply(apply),
        Conditional choice => Value(Holds(choice.Condition) ? choice.WhenTrue : choice.WhenFalse),
        Element element => Memory.Get(Value(element.Storage), [.. element.Indices.Select(Value)]),
        View view => Sliced(Value(view.Storage), (int)Value(view.Start)!, view.Length is null ? null : (int?)Value(view.Length)),
        Allocate { Memory.Kind: StorageKind.Stack } => new Stack<object?>(),
        Allocate allocate => New(allocate.Memory.Element, Convert.ToInt32(Value(allocate.Lengths.Single()))),
        ZerosLike zeros => New(zeros.Memory.Element, Memory.LengthOf(Value(zeros.Storage))),
        CopyOf copy => Memory.CopyOf(Value(copy.Storage)),
        _ => throw new NotSupportedException(Printer.Print(expression)),
    };

    private static Array New(ValueType element, int length) =>
        element.IsReal ? new Real[Math.Max(0, length)] : Array.CreateInstance(Memory.TypeOf(element), Math.Max(0, length));

    private static Span Sliced(object? storage, int start, int? length)
    {
        Span whole = storage as Span ?? Span.Of((Array?)storage);
        return new Span(whole.Array, whole.Offset + start, length ?? whole.Length - start);
    }

    private Real Noted(Real value)
    {
        IsWellInRange &= value.IsZero || Math.Abs(value.Magnitude) <= LargestMagnitude;
        return value;
    }

    private object? Apply(Apply apply) => Computed(apply) switch
    {
        Real real => Noted(real),
        var other => other,
    };

    private object? Computed(Apply apply)
    {
        object?[] operands = [.. apply.Operands.Select(Value)];
        if (apply.Primitive.Form == PrimitiveForm.Length) return Memory.LengthOf(operands[0]);
        if (apply.Primitive.Form == PrimitiveForm.Conversion) return Converted(operands[0]!, (ScalarType)apply.Type);
        if (operands.Length == 2) return Binary(apply.Primitive, operands[0], operands[1]);
        if (operands.Length != 1) throw new NotSupportedException(apply.Primitive.Name);
        return operands[0] is not Real x ? Arithmetic.Unary(apply.Primitive, operands[0]!)
            : RealArithmetic.Unary.TryGetValue(apply.Primitive.Name, out Func<RealArithmetic, Real, Real>? function) ? function(arithmetic, x)
            : throw new NotSupportedException(apply.Primitive.Name);
    }

    private object Converted(object operand, ScalarType type) => operand switch
    {
        Real real when type == ValueType.Double => real,
        Real real => Conversions.To(type.Kind, (long)real.Truncated(), isChecked: false),
        _ when type == ValueType.Double => new Real(new BigInteger(Convert.ToInt64(operand)), 0),
        _ => Conversions.To(type.Kind, operand, isChecked: false),
    };

    private object Binary(Primitive primitive, object? left, object? right)
    {
        if (left is not Real x || right is not Real y) return Arithmetic.Binary(primitive, left, right);
        if (RealArithmetic.Binary.TryGetValue(primitive.Name, out Func<RealArithmetic, Real, Real, Real>? function)) return function(arithmetic, x, y);
        int order = x.CompareTo(y);
        return primitive.Name switch
        {
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            ">=" => order >= 0,
            "==" => order == 0,
            "!=" => order != 0,
            _ => throw new NotSupportedException(primitive.Name),
        };
    }
}
