-- One row for each order, with its customer's country.
select
  order_id,
  coalesce(
    try_strptime(ordered_on, '%Y-%m-%d'),
    try_strptime(ordered_on, '%m/%d/%Y'),
    try_strptime(ordered_on, '%d/%m/%Y')
  )::date as ordered_on,
  try_cast(replace(amount, ',', '') as double) as amount,
  coalesce(weight_g, round(avg(weight_g) over ())) as weight_g,
  country,
  updated_at
from (
  select distinct on (order_id) *
  from orders
  where regexp_full_match(order_id, 'A\d{1,2}')
  order by order_id, updated_at
)
left join customers using (customer_id);
