namespace SymbolicDiff.Calculus.Tests;

/// <summary>Operators on expressions, so that programs of the tests read like the C# that they stand for.</summary>
internal static class Operators
{
    extension(Expression)
    {
        public static Expression operator +(Expression left, Expression right) => Binary(Primitive.Add, left, right);

        public static Expression operator -(Expression left, Expression right) => Binary(Primitive.Subtract, left, right);

        public static Expression operator *(Expression left, Expression right) => Binary(Primitive.Multiply, left, right);

        public static Expression operator /(Expression left, Expression right) => Binary(Primitive.Divide, left, right);

        public static Expression operator %(Expression left, Expression right) => Binary(Primitive.Remainder, left, right);

        public static Expression operator +(Expression left, double right) => left + Number(right, left.Type);

        public static Expression operator -(Expression left, double right) => left - Number(right, left.Type);

        public static Expression operator *(Expression left, double right) => left * Number(right, left.Type);

        public static Expression operator /(Expression left, double right) => left / Number(right, left.Type);

        public static Expression operator %(Expression left, double right) => left % Number(right, left.Type);

        public static Expression operator +(double left, Expression right) => Number(left, right.Type) + right;

        public static Expression operator -(double left, Expression right) => Number(left, right.Type) - right;

        public static Expression operator *(double left, Expression right) => Number(left, right.Type) * right;

        public static Expression operator /(double left, Expression right) => Number(left, right.Type) / right;

        public static Expression operator -(Expression operand) => new Apply(Primitive.Negate, operand.Type, operand);
    }

    extension(Expression self)
    {
        public Expression IsLess(Expression other) => new Apply(Primitive.Less, ValueType.Boolean, self, other);

        public Expression IsLess(double other) => self.IsLess(Number(other, self.Type));

        public Expression IsGreater(double other) => new Apply(Primitive.Greater, ValueType.Boolean, self, Number(other, self.Type));

        public Expression Is(double other) => new Apply(Primitive.Equal, ValueType.Boolean, self, Number(other, self.Type));

        public Expression And(Expression other) => new Apply(Primitive.AndAlso, ValueType.Boolean, self, other);

        public Expression Or(Expression other) => new Apply(Primitive.OrElse, ValueType.Boolean, self, other);

        public Element At(params Expression[] indices) => new(self, indices);

        public Element At(params int[] indices) => new(self, [.. indices.Select(Constant.Of)]);

        public Expression Length => new Apply(Primitive.Length, ValueType.Int32, self);

        public Expression LengthOf(int dimension) => new Apply(Primitive.LengthOf, ValueType.Int32, self, Constant.Of(dimension));

        public Expression To(ValueType type) => new Apply(Primitive.Convert, type, self);

        public Expression View(Expression start, Expression? length = null)
        {
            var type = (StorageType)self.Type;
            StorageKind kind = type.Kind == StorageKind.ReadOnlySpan ? StorageKind.ReadOnlySpan : StorageKind.Span;
            return new View(self, new StorageType(kind, type.Element), start, length);
        }
    }

    public static Expression Call(string primitive, params Expression[] operands) => new Apply(Primitive.All[primitive], operands[0].Type, operands);

    public static Expression Sin(Expression operand) => Call("sin", operand);

    public static Expression Cos(Expression operand) => Call("cos", operand);

    public static Expression Exp(Expression operand) => Call("exp", operand);

    public static Expression Tanh(Expression operand) => Call("tanh", operand);

    public static Constant Number(double value, ValueType type) => type switch
    {
        { IsReal: true } => Constant.RealOf(value, type),
        ScalarType scalar => new Constant(scalar, (long)value),
        _ => throw new ArgumentException("No number", nameof(type)),
    };

    private static Apply Binary(Primitive primitive, Expression left, Expression right) => new(primitive, left.Type, left, right);
}

/// <summary>Writes a function statement by statement.</summary>
internal sealed class Code(string name = "F")
{
    public static readonly StorageType Doubles = new(StorageKind.Array, ValueType.Double);
    public static readonly StorageType Singles = new(StorageKind.Array, ValueType.Single);
    public static readonly StorageType Matrix = new(StorageKind.Array, ValueType.Double, 2);
    public static readonly StorageType Jagged = new(StorageKind.Array, Doubles);
    public static readonly StorageType Span = new(StorageKind.Span, ValueType.Double);
    public static readonly StorageType ReadOnly = new(StorageKind.ReadOnlySpan, ValueType.Double);

    private readonly List<Parameter> parameters = [];
    private readonly Stack<List<Statement>> blocks = new([[]]);

    public VariableSource Variables { get; } = new();

    public Variable Parameter(string parameter, ValueType type, Passing passing = Passing.Value)
    {
        Variable variable = Variables.New(parameter, type, Role.Source);
        parameters.Add(new Parameter(variable, passing));
        return variable;
    }

    public Variable Real(string parameter) => Parameter(parameter, ValueType.Double);

    public void Add(Statement statement) => blocks.Peek().Add(statement);

    public Variable Local(string local, ValueType type, Expression? value = null)
    {
        Variable variable = Variables.New(local, type, Role.Source);
        Add(new Declare(variable, value));
        return variable;
    }

    public Variable Local(string local, Expression value) => Local(local, value.Type, value);

    public Variable Local(string local, double value) => Local(local, Constant.Of(value));

    public Variable Local(string local, int value) => Local(local, Constant.Of(value));

    public void Set(Expression target, Expression value) => Add(new Assign(target, AssignmentKind.Set, value));

    public void Increase(Expression target, Expression value) => Add(new Assign(target, AssignmentKind.Add, value));

    public void Decrease(Expression target, Expression value) => Add(new Assign(target, AssignmentKind.Subtract, value));

    public Variable New(string local, StorageType type, params Expression[] lengths) => Local(local, new Allocate(type, lengths.ToEquatableArray()));

    public void If(Expression condition, Action then, Action? otherwise = null) =>
        Add(new If(condition, Block(then), Block(otherwise ?? (() => { }))));

    public void While(Expression condition, Action body) => Add(new While(condition, Block(body)));

    public void For(string counter, Expression start, Expression limit, Action<Variable> body, long step = 1, bool inclusive = false)
    {
        Variable variable = Variables.New(counter, limit.Type, Role.Source);
        Add(new For(variable, start, limit, inclusive, step, Block(() => body(variable))));
    }

    public void For(string counter, int start, Expression limit, Action<Variable> body) => For(counter, Constant.Of(start), limit, body);

    public Function Returns(params Expression[] values)
    {
        EquatableArray<Result> results = values.Select((value, i) => new Result(values.Length == 1 ? null : "r" + i, value.Type)).ToEquatableArray();
        Add(new Return(values.ToEquatableArray()));
        return new Function(name, parameters.ToEquatableArray(), results, new Block(blocks.Peek().ToEquatableArray()));
    }

    public Function Ends() => new(name, parameters.ToEquatableArray(), EquatableArray<Result>.Empty, new Block(blocks.Peek().ToEquatableArray()));

    public Block Block(Action fill)
    {
        blocks.Push([]);
        fill();
        return new Block(blocks.Pop().ToEquatableArray());
    }
}
