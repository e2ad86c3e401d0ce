/** English for the page on which a hall is drawn. */
export default {
  "{n} ghế": "{n} seats",
  "Bấm vào một ghế để đổi số hiệu, đặt chỗ chủ trì hoặc bỏ ghế.":
    "Touch a seat to rename it, to make it the chair's or to leave it out.",
  "Bỏ ghế {seat}": "Leave seat {seat} out",
  "Chỗ chủ trì": "The chair's",
  "Chỗ thư ký": "The secretary's",
  "Dành cho": "For",
  "Ghế {seat}": "Seat {seat}",
  "Ghế dự họp": "A member",
  "Kê ghế": "Set the seats",
  "Sơ đồ ghế": "The seats",
  "Số ghế cuối bàn": "Seats at the end",
  "Số ghế đầu chữ U": "Seats at the head",
  "Số ghế mỗi bên": "Seats a side",
  "Số ghế mỗi cánh": "Seats a wing",
  "Số ghế mỗi hàng": "Seats a row",
  "Số hàng": "Rows",
  "Số hiệu": "Label",
  "Thêm ghế": "Add a seat",
};
